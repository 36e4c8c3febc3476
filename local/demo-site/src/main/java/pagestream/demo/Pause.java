package pagestream.demo;

import java.io.InterruptedIOException;
import java.time.Duration;

/// What slow pages have in common.
final class Pause {
  private Pause() {}

  static void of(Duration time) throws InterruptedIOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the demo site is stopping");
    }
  }
}
