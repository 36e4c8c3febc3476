package pagestream.fetching;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The `Retry-After` of an answer, in seconds or as a date ([RFC 9110, section
/// 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
final class RetryAfter {
  private static final String SECONDS = "\\d{1,9}";

  private RetryAfter() {}

  /// How long from now; empty where the text is neither, and never negative.
  static Optional<Duration> parse(String text, Instant now) {
    String value = text.strip();
    if (value.matches(SECONDS)) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      Duration left = Duration.between(now, date);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
