package pagestream.timing;

import java.time.Duration;

/// Waits for a time; that of a thread, or of a test.
@FunctionalInterface
public interface Pause {
  void await(Duration time) throws InterruptedException;
}
