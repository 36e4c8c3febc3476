package pagestream.timing;

import java.time.Duration;
import java.util.function.LongSupplier;

/// When the work at hand must be done, by a monotonic clock.
public final class Deadline {
  private final LongSupplier nanoClock;
  private final long at;

  public Deadline(LongSupplier nanoClock, Duration in) {
    this.nanoClock = nanoClock;
    this.at = nanoClock.getAsLong() + in.toNanos();
  }

  public static Deadline in(Duration time) {
    return new Deadline(System::nanoTime, time);
  }

  /// Never negative.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, at - nanoClock.getAsLong()));
  }

  public boolean passed() {
    return at - nanoClock.getAsLong() <= 0;
  }

  /// The same end, sooner by what must still be done afterwards.
  public Deadline less(Duration reserve) {
    Duration rest = left().minus(reserve);
    return new Deadline(nanoClock, rest.isNegative() ? Duration.ZERO : rest);
  }

  /// The same end, or sooner: after that time.
  public Deadline atMost(Duration time) {
    Duration left = left();
    return new Deadline(nanoClock, left.compareTo(time) < 0 ? left : time);
  }
}
