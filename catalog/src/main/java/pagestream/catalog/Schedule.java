package pagestream.catalog;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a source is scraped by the clock, in UTC, as [EventBridge
/// Scheduler](https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html) has it.
public sealed interface Schedule {
  Pattern RATE =
      Pattern.compile("rate\\((?:1 (minute|hour|day)|([2-9]|[1-9]\\d{1,4}) (minute|hour|day)s)\\)");
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
    if (rate.matches()) {
      return new Rate(text, every(rate));
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

  private static Duration every(Matcher rate) {
    long number = rate.group(2) == null ? 1 : Long.parseLong(rate.group(2));
    return switch (rate.group(1) == null ? rate.group(3) : rate.group(1)) {
      case "minute" -> Duration.ofMinutes(number);
      case "hour" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
