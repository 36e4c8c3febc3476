package pagestream.scraper;

import java.util.List;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;

/// What became of taking a page's rows off.
sealed interface Extraction {

  /// The rows, and those that could not be taken.
  record Rows(List<Row> rows, List<BrokenRow> broken) implements Extraction {
    int found() {
      return rows.size() + broken.size();
    }
  }

  /// The page does not look as the recipe says.
  record LayoutChanged(Rejection why) implements Extraction {}

  /// A row that lacks what the recipe requires, as it stands on the page.
  record BrokenRow(int position, Rejection why, String html) {}
}
