package pagestream.extraction;

import java.net.URI;
import java.util.List;
import pagestream.pipeline.Row;

/// What was taken off a page.
///
/// @param rows those that can go on
/// @param broken those that cannot
/// @param links the pages that this one leads to
public record Extraction(List<Row> rows, List<BrokenRow> broken, List<URI> links) {
  public int found() {
    return rows.size() + broken.size();
  }
}
