package pagestream.timing;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/// Exponential backoff: delays that double from `first` up to `longest`, each with its upper half
/// at random, so that those who failed together do not retry in step (AWS Architecture Blog,
/// "Exponential Backoff And Jitter").
///
/// @param random a source of numbers from 0 (inclusive) to 1 (exclusive)
public record Backoff(Duration first, Duration longest, DoubleSupplier random) {
  /// For requests that a service throttles or did not take whole.
  public static final Backoff REQUESTS = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

  private static final int MAX_DOUBLINGS = 20;

  public Backoff(Duration first, Duration longest) {
    this(first, longest, () -> ThreadLocalRandom.current().nextDouble());
  }

  /// The delay after that many failures in a row, counted from 1.
  public Duration delay(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, MAX_DOUBLINGS);
    long full = Math.min(longest.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(full / 2 + (long) (random.getAsDouble() * (full - full / 2)));
  }

  /// Waits for the delay after that many failures, but not past the deadline. Returns false, at
  /// once, when there is no time left.
  public boolean await(int failures, Deadline deadline) {
    return deadline.await(delay(failures));
  }
}
