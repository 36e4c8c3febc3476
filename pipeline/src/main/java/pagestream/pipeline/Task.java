package pagestream.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import pagestream.encoding.Sha256;

/// One page to fetch for a run, or a list of pages, and the recipe to read them by.
///
/// @param run the run's id
/// @param url the address to begin at
/// @param depth how many links lead to it from where the run began
/// @param redrives id of the failure that it is to make good, if it does a failed task again
public record Task(
    String run,
    String source,
    String recipe,
    String url,
    int depth,
    Work work,
    Optional<String> redrives) {
  private static final int ID_BYTES = 8;

  /// One that makes no failure good.
  public Task(String run, String source, String recipe, String url, int depth, Work work) {
    this(run, source, recipe, url, depth, work, Optional.empty());
  }

  /// Where a run begins.
  public Task(String run, String source, String recipe, String url) {
    this(run, source, recipe, url, 0, new Work.Rows());
  }

  /// Derived from the run and the address: the same address is one task of a run, however often it
  /// is found or delivered. A row that is carried makes it another task, so that no row is lost
  /// where two of them lead to one address. So does other work, and another failure to make good.
  public String id() {
    String key = run + "\n" + url + work.key() + redrives.map(id -> "\nredrive\n" + id).orElse("");
    return Sha256.hex(key.getBytes(StandardCharsets.UTF_8), ID_BYTES);
  }

  /// The same, done again for a run that redrives failures.
  public Task again(String redrive, String failure) {
    return new Task(redrive, source, recipe, url, depth, work, Optional.of(failure));
  }

  /// The row that its page has more fields of; empty for a page that has rows.
  public Optional<CarriedRow> carried() {
    return work.carried();
  }

  /// What lines of a log that belong to it are found by.
  public Map<String, String> about() {
    return Map.of("run", run, "task", id());
  }

  /// What a run keeps of it.
  public FoundTask found() {
    return new FoundTask(id(), url);
  }

  /// The next part of a redrive.
  public Task redrives(Work.Redrive part) {
    return new Task(run, source, recipe, url, depth, part);
  }

  /// A task that this one leads to. One that fetches no page brings nobody further.
  public Task leadsTo(String next, Work nextWork) {
    return new Task(run, source, recipe, next, work.isFetched() ? depth + 1 : depth, nextWork);
  }
}
