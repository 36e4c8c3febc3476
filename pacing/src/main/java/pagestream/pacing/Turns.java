package pagestream.pacing;

import java.time.Duration;
import java.time.Instant;

/// Moments that were reserved for requests, a delay apart.
public record Turns(Instant first, Duration delay) {

  /// One of them.
  ///
  /// @param number counted from 0
  public Instant at(int number) {
    return first.plus(delay.multipliedBy(number));
  }
}
