package pagestream.timing;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Exponential backoff with full jitter: each wait is random between nothing and a ceiling that
/// doubles (AWS Architecture Blog, "Exponential Backoff And Jitter").
public final class Backoff {
  private static final long FIRST_MILLIS = 50;
  private static final long CEILING_MILLIS = 2_000;

  private long ceiling = FIRST_MILLIS;

  /// Waits, but not past the deadline. Returns false, at once, when there is no time left.
  public boolean await(Deadline deadline) {
    long wait = ThreadLocalRandom.current().nextLong(ceiling + 1);
    ceiling = Math.min(CEILING_MILLIS, ceiling * 2);
    if (deadline.left().compareTo(Duration.ofMillis(wait)) <= 0) {
      return false;
    }
    try {
      Thread.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
