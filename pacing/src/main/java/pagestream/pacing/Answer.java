package pagestream.pacing;

import java.time.Duration;
import java.util.Optional;

/// What a request to a host says of the host's health.
public sealed interface Answer {
  /// It answered, whatever it thinks of the address.
  ///
  /// @param took from the request's beginning until the answer was whole
  record Well(Duration took) implements Answer {}

  /// It asked to be left alone (429, 503), failed (5xx), or did not answer.
  ///
  /// @param retryAfter what it said of when to come again
  record Unwell(Optional<Duration> retryAfter) implements Answer {
    public static final Unwell SILENT = new Unwell(Optional.empty());
  }
}
