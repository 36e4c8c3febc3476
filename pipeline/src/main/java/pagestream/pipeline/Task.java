package pagestream.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pagestream.encoding.Sha256;

/// One page to fetch for a run, or a list of pages, and the recipe to read them by.
///
/// @param run the run's id
/// @param url the address to begin at
/// @param depth how many links lead to it from where the run began
public record Task(String run, String source, String recipe, String url, int depth, Work work) {
  private static final int ID_BYTES = 8;

  /// Where a run begins.
  public Task(String run, String source, String recipe, String url) {
    this(run, source, recipe, url, 0, new Work.Rows());
  }

  /// Derived from the run and the address: the same address is one task of a run, however often it
  /// is found or delivered. A row that is carried makes it another task, so that no row is lost
  /// where two of them lead to one address. So does other work.
  public String id() {
    return Sha256.hex((run + "\n" + url + work.key()).getBytes(StandardCharsets.UTF_8), ID_BYTES);
  }

  /// The row that its page has more fields of; empty for a page that has rows.
  public Optional<CarriedRow> carried() {
    return work.carried();
  }

  /// What a run keeps of it.
  public FoundTask found() {
    return new FoundTask(id(), url);
  }

  /// A task that this one leads to. One that fetches no page brings nobody further.
  public Task leadsTo(String next, Work nextWork) {
    return new Task(run, source, recipe, next, work.isFetched() ? depth + 1 : depth, nextWork);
  }
}
