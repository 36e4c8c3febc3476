package pagestream.scraper;

import java.util.List;
import java.util.Map;
import pagestream.extraction.Extraction;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Rejection;

/// What is on a task's page.
sealed interface Reading {
  /// What the recipe reads.
  ///
  /// @param isKnown whether the page is as it was when its rows were published
  record Taken(Page page, Extraction extraction, boolean isKnown) implements Reading {}

  /// The same as the last time.
  ///
  /// @param rows how many were taken off it then
  record Unchanged(Page page, int rows) implements Reading {}

  /// A list of pages.
  ///
  /// @param others see [Followed]
  record Listed(Page page, List<Link> links, Map<NotFollowed, Integer> others) implements Reading {}

  /// Something else, or nothing.
  ///
  /// @param isTrouble whether the host is in trouble, and may answer otherwise later
  record Lost(Page page, Rejection why, Payload received, boolean isTrouble) implements Reading {}

  /// Whether its host is in trouble.
  default boolean isTrouble() {
    return this instanceof Lost lost && lost.isTrouble;
  }
}
