package pagestream.scraper;

import java.util.Optional;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Rejection;

/// What became of a task.
sealed interface ScrapeResult {
  Origin origin();

  /// The rows are on their way.
  ///
  /// @param found rows on the page: those published and those failed
  record Scraped(Origin origin, int found, int published, int failed) implements ScrapeResult {}

  /// The page could not be had, is not as the recipe says, or none of its rows are on their way.
  ///
  /// @param error id of the failure that is kept of the page; empty where those of its rows are
  record Failed(Origin origin, Rejection why, Optional<String> error) implements ScrapeResult {}
}
