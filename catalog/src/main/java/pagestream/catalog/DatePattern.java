package pagestream.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A date's format as a recipe writes it.
final class DatePattern {
  private static final Pattern QUOTED_OR_YEAR = Pattern.compile("'[^']*'|y");
  private static final ZonedDateTime SOME_TIME =
      ZonedDateTime.of(2026, 11, 21, 10, 15, 0, 0, ZoneOffset.UTC);

  private DatePattern() {}

  /// Refuses a pattern by an [IllegalArgumentException] that says what was expected and found.
  static DateTimeFormatter of(String pattern) {
    try {
      DateTimeFormatter format =
          DateTimeFormatter.ofPattern(withYears(pattern)).withResolverStyle(ResolverStyle.STRICT);
      // a pattern of other things than a day is none: DD/MM/YYYY is day of year, month, week's year
      LocalDate.parse(format.format(SOME_TIME), format);
      return format;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a date pattern such as d MMMM yyyy, found \"" + pattern + "\"", e);
    }
  }

  /// 'y' needs an era when strict, which nobody writes; 'u' is the year itself. Quoted text stays.
  private static String withYears(String pattern) {
    return QUOTED_OR_YEAR
        .matcher(pattern)
        .replaceAll(
            found -> found.group().equals("y") ? "u" : Matcher.quoteReplacement(found.group()));
  }
}
