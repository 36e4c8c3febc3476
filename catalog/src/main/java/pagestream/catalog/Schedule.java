package pagestream.catalog;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a source is scraped by the clock, in UTC, as [EventBridge
/// Scheduler](https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html) has it.
public sealed interface Schedule {
  Pattern RATE = Pattern.compile("rate\\(([1-9]\\d* (?:minute|hour|day)s?)\\)");
  Pattern CRON = Pattern.compile("cron\\((\\S+ \\S+ \\S+ \\S+ \\S+ \\S+)\\)");

  /// As it was written.
  String expression();

  /// Again and again, as `rate(6 hours)`.
  record Rate(String expression, Duration every) implements Schedule {}

  /// At the times that six fields say, as `cron(0 6 * * ? *)`.
  ///
  /// @param fields minute, hour, day, month, day of the week, year
  record Cron(String expression, String fields) implements Schedule {}

  /// Refuses any other text by an [IllegalArgumentException] that says what was expected and found.
  static Schedule of(String text) {
    Matcher rate = RATE.matcher(text);
    Optional<Duration> every = rate.matches() ? TimeSpan.of(rate.group(1)) : Optional.empty();
    if (every.isPresent()) {
      return new Rate(text, every.get());
    }
    Matcher cron = CRON.matcher(text);
    if (cron.matches()) {
      return new Cron(text, cron.group(1));
    }
    throw new IllegalArgumentException(
        "expected rate(6 hours) or cron(0 6 * * ? *) (minute, hour, day, month, day of the week,"
            + " year), found \""
            + text
            + "\"");
  }
}
