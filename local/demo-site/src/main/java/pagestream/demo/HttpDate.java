package pagestream.demo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates as HTTP writes them (RFC 9110, 5.6.7): one form is written, and two obsolete ones are read
/// as well.
final class HttpDate {
  private static final DateTimeFormatter FORM = form("EEE, dd MMM uuuu HH:mm:ss 'GMT'");

  private static final List<DateTimeFormatter> READ =
      List.of(
          FORM,
          new DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(1970, 1, 1))
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.ENGLISH),
          form("EEE MMM ppd HH:mm:ss uuuu"));

  private HttpDate() {}

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /// Without the fraction of its second.
  static String format(Instant time) {
    return FORM.format(time.atOffset(ZoneOffset.UTC));
  }

  /// Empty where the text is none.
  static Optional<Instant> parse(String text) {
    return READ.stream().flatMap(form -> parse(text, form).stream()).findFirst();
  }

  private static Optional<Instant> parse(String text, DateTimeFormatter form) {
    try {
      return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
