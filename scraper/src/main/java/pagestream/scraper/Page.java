package pagestream.scraper;

import pagestream.pipeline.Origin;
import pagestream.pipeline.Task;

/// A page that has been fetched, or should have been.
///
/// @param fetchMillis how long that took, in milliseconds
/// @param bytes how many it has
record Page(Task task, Origin origin, long fetchMillis, long bytes) {
  /// How many rows it was to complete.
  int carried() {
    return task.carried().isPresent() ? 1 : 0;
  }
}
