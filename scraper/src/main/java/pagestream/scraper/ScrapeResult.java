package pagestream.scraper;

import pagestream.pipeline.Origin;
import pagestream.pipeline.Rejection;

/// What became of a task.
sealed interface ScrapeResult {
  Origin origin();

  /// The rows are on their way.
  ///
  /// @param found rows on the page: those published and those failed
  record Scraped(Origin origin, int found, int published, int failed) implements ScrapeResult {}

  /// The page could not be had, or is not as the recipe says.
  ///
  /// @param error id of the kept failure
  record PageFailed(Origin origin, Rejection why, String error) implements ScrapeResult {}
}
