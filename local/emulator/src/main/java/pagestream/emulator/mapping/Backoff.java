package pagestream.emulator.mapping;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/// Delays that double from `first` up to `longest`, each with its upper half at random, so that the
/// shards of a stream do not retry in step. AWS documents no figures for its own backoff.
///
/// @param random a source of numbers from 0 (inclusive) to 1 (exclusive)
record Backoff(Duration first, Duration longest, DoubleSupplier random) {
  private static final int MAX_DOUBLINGS = 20;

  Backoff(Duration first, Duration longest) {
    this(first, longest, () -> ThreadLocalRandom.current().nextDouble());
  }

  /// The delay after that many failures in a row, counted from 1.
  Duration delay(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, MAX_DOUBLINGS);
    long full = Math.min(longest.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(full / 2 + (long) (random.getAsDouble() * (full - full / 2)));
  }
}
