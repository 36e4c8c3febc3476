package pagestream.scraper;

import pagestream.pipeline.Origin;
import pagestream.pipeline.Task;

/// A page that has been fetched, or should have been.
///
/// @param fetchMillis how long that took, in milliseconds
record Page(Task task, Origin origin, long fetchMillis) {
  /// How many rows it was to complete.
  int carried() {
    return task.carried().isPresent() ? 1 : 0;
  }
}
