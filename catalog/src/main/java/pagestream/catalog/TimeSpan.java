package pagestream.catalog;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A time as recipes and sources write it: a number and its unit, such as `6 hours`.
public final class TimeSpan {
  private static final List<ChronoUnit> UNITS =
      List.of(
          ChronoUnit.DAYS,
          ChronoUnit.HOURS,
          ChronoUnit.MINUTES,
          ChronoUnit.SECONDS,
          ChronoUnit.MILLIS);
  private static final Pattern WRITTEN = written();

  private TimeSpan() {}

  private static Pattern written() {
    String unit = UNITS.stream().map(TimeSpan::word).collect(Collectors.joining("|", "(", ")"));
    return Pattern.compile("1 " + unit + "|(0|[2-9]|[1-9]\\d{1,4}) " + unit + "s");
  }

  private static String word(ChronoUnit unit) {
    return unit == ChronoUnit.MILLIS
        ? "millisecond"
        : unit.name().toLowerCase(Locale.ROOT).replaceFirst("s$", "");
  }

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
    return UNITS.stream()
        .filter(unit -> word(unit).equals(word))
        .findAny()
        .orElseThrow()
        .getDuration();
  }

  /// The text of a time, in the largest unit that has it without a fraction.
  public static String text(Duration span) {
    long millis = span.toMillis();
    ChronoUnit largest =
        UNITS.stream()
            .filter(unit -> millis > 0 && millis % unit.getDuration().toMillis() == 0)
            .findFirst()
            .orElse(ChronoUnit.SECONDS);
    long number = millis / largest.getDuration().toMillis();
    return number + " " + word(largest) + (number == 1 ? "" : "s");
  }
}
