package pagestream.local;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Work that the start does side by side.
final class Startup {
  private Startup() {}

  /// The result, or what the work threw.
  static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(e.getCause());
    }
  }
}
