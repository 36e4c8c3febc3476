package pagestream.scraper;

import java.net.URI;
import pagestream.extraction.BrokenRow;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;

/// A row that cannot be completed, because the page with more of it is not fetched.
final class NotFollowedRow {
  private NotFollowedRow() {}

  static BrokenRow of(CarriedRow row, URI to, NotFollowed why) {
    return new BrokenRow(
        row.row().position(),
        new Rejection(
            Reason.NOT_FOLLOWED,
            "expected %s to be fetched for the row's further fields, found that %s"
                .formatted(to, words(why))),
        row.payload());
  }

  private static String words(NotFollowed why) {
    return switch (why) {
      case PAGES -> "the run has as many pages as its source allows; see limits.pages";
      case DEPTH -> "it is further from the start than its source allows; see limits.depth";
      case HOST -> "its host is none that the source names; see hosts";
      case ROWS -> "the run has as many rows as its source allows; see limits.rows";
      case BYTES -> "the run has as many bytes as its source allows; see limits.bytes";
      case SIZE -> "it is longer than a message of the queue may be, with its row";
      case ROBOTS -> "the robots.txt of its site does not allow it";
      case LINKS ->
          "the page has more than %,d links, or longer ones".formatted(LinkSorter.MAX_TASKS);
      case ADDRESS -> "it is no http or https address";
      case TIME -> "the run took as long as its source allows; see limits.time";
      case CANCELLED -> "the run was cancelled";
    };
  }
}
