package pagestream.catalog;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as recipes and sources write it: a number and its unit, such as `6 hours`.
final class TimeSpan {
  private static final String UNIT = "(millisecond|second|minute|hour|day)";
  private static final Pattern WRITTEN =
      Pattern.compile("1 " + UNIT + "|(0|[2-9]|[1-9]\\d{1,4}) " + UNIT + "s");

  private TimeSpan() {}

  /// Refuses any other text by an [IllegalArgumentException] that says what was expected and found.
  static Duration parse(String text) {
    return of(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected a time such as 500 milliseconds, 1 second, 6 hours or 7 days, found \""
                    + text
                    + "\""));
  }

  /// Empty for any other text.
  static Optional<Duration> of(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        written.group(1) != null
            ? unit(written.group(1))
            : unit(written.group(3)).multipliedBy(Long.parseLong(written.group(2))));
  }

  private static Duration unit(String word) {
    return switch (word) {
      case "millisecond" -> Duration.ofMillis(1);
      case "second" -> Duration.ofSeconds(1);
      case "minute" -> Duration.ofMinutes(1);
      case "hour" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }
}
