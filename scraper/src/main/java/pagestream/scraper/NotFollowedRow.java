package pagestream.scraper;

import pagestream.extraction.BrokenRow;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.NotFollowed;

/// A row that cannot be completed, because the page with more of it is not fetched.
final class NotFollowedRow {
  private NotFollowedRow() {}

  /// @param to the address of that page
  static BrokenRow of(CarriedRow row, String to, NotFollowed why) {
    return new BrokenRow(row.row().position(), why.rejection(to), row.payload());
  }
}
