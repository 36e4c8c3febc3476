package pagestream.extraction;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import pagestream.pipeline.Row;

/// What was taken off a page.
///
/// @param taken the rows that can go on; of the page of a detail, its one row
/// @param broken those that cannot
/// @param next the page with more rows of the same kind
/// @param badLinks links that lead to no page
public record Extraction(
    List<Taken> taken, List<BrokenRow> broken, Optional<URI> next, List<BadLink> badLinks) {
  public int found() {
    return taken.size() + broken.size();
  }

  /// The rows that can go on, whether or not they lead to more.
  public List<Row> rows() {
    return taken.stream().map(Taken::row).toList();
  }
}
