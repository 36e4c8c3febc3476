package pagestream.timing;

import java.time.Duration;
import java.util.function.LongSupplier;

/// When the work at hand must be done, by a monotonic clock.
public final class Deadline {
  private final LongSupplier nanoClock;
  private final Pause pause;
  private final long at;

  public Deadline(LongSupplier nanoClock, Duration in) {
    this(nanoClock, Thread::sleep, in);
  }

  /// @param pause waits by the same clock
  public Deadline(LongSupplier nanoClock, Pause pause, Duration in) {
    this.nanoClock = nanoClock;
    this.pause = pause;
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
    return new Deadline(nanoClock, pause, rest.isNegative() ? Duration.ZERO : rest);
  }

  /// The same end, or sooner: after that time.
  public Deadline atMost(Duration time) {
    Duration left = left();
    return new Deadline(nanoClock, pause, left.compareTo(time) < 0 ? left : time);
  }

  /// Waits for less time than is left. Returns false, at once, where the time is no less, and where
  /// the wait is interrupted.
  boolean await(Duration time) {
    if (left().compareTo(time) <= 0) {
      return false;
    }
    try {
      pause.await(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
