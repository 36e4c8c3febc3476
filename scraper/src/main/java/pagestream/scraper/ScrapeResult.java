package pagestream.scraper;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import pagestream.pipeline.Log;
import pagestream.pipeline.MovedPage;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Rejection;

/// What became of working on a task.
sealed interface ScrapeResult {

  /// The task has ended.
  sealed interface Ended extends ScrapeResult {
    Origin origin();

    /// For the log.
    String line();

    default Log in(Log log) {
      return log.about(origin().about());
    }
  }

  /// The rows are on their way, and the pages that it leads to are in the queue.
  ///
  /// @param pages how many were fetched: none for a list of pages
  /// @param found rows on the page: those unchanged, those published and those failed
  /// @param unchanged rows that are in the table, and so were not published
  /// @param follows how many pages it leads to
  /// @param notFollowed how many pages it leads to that are not fetched, by what keeps them from it
  record Scraped(
      Origin origin,
      int pages,
      int found,
      int unchanged,
      int published,
      int failed,
      int follows,
      Map<NotFollowed, Integer> notFollowed)
      implements Ended {

    @Override
    public String line() {
      return ("run %s: found %d rows on %s: %d published, %d unchanged, %d failed, %d pages to"
              + " follow, %d not followed")
          .formatted(
              origin.run(),
              found,
              origin.url(),
              published,
              unchanged,
              failed,
              follows,
              notFollowed.values().stream().mapToInt(Integer::intValue).sum());
    }
  }

  /// The page could not be had, is not as the recipe says, or none of its rows are on their way.
  ///
  /// @param error id of the failure that is kept of the page; empty where those of its rows are
  record Failed(Origin origin, Rejection why, Optional<String> error) implements Ended {

    @Override
    public String line() {
      return "run %s: %s: %s".formatted(origin.run(), why.reason(), why.message());
    }
  }

  /// The page's host must not be asked before that time: the task has not ended.
  ///
  /// @param moved where it is to be asked for, if not at its own address
  record Later(Instant at, Optional<MovedPage> moved) implements ScrapeResult {}

  /// The page's host is in trouble, or its source is not deployed, and may be well when it is tried
  /// again: the task has not ended.
  record InVain(Rejection why) implements ScrapeResult {}
}
