package pagestream.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;

/// What a field's text becomes. Texts come trimmed and are never missing.
public sealed interface FieldType {

  /// What became of a text.
  sealed interface Parsed {
    /// A `String`, `Boolean`, `BigDecimal` or `List<String>`.
    record Value(Object value) implements Parsed {}

    record Refused(Rejection why) implements Parsed {}

    /// A text that is not of the field's type.
    static Parsed refused(String expected, String found) {
      return new Parsed.Refused(
          new Rejection(
              Reason.VALUE_INVALID,
              "expected " + expected + ", found \"" + Quote.of(found) + "\""));
    }
  }

  Parsed parse(String text);

  record Text() implements FieldType {
    @Override
    public Parsed parse(String text) {
      return new Parsed.Value(text);
    }
  }

  /// Digits, without a fraction.
  ///
  /// @param grouping what stands between thousands, as the comma in `2,751,568`; may be empty
  record WholeNumber(String grouping, Range range) implements FieldType {
    @Override
    public Parsed parse(String text) {
      String digits = grouping.isEmpty() ? text : text.replace(grouping, "");
      return digits.matches("[+-]?\\d{1,18}")
          ? range.check(new BigDecimal(digits))
          : Parsed.refused("an integer", text);
    }
  }

  /// A number with or without a fraction, of at most 38 digits as DynamoDB keeps them.
  ///
  /// @param point what stands before the fraction
  record Decimal(String grouping, String point, Range range) implements FieldType {
    private static final int MAX_DIGITS = 38;

    @Override
    public Parsed parse(String text) {
      String digits = grouping.isEmpty() ? text : text.replace(grouping, "");
      String dot = Pattern.quote(point);
      if (!digits.matches("[+-]?(\\d+(" + dot + "\\d*)?|" + dot + "\\d+)")) {
        return Parsed.refused("a decimal", text);
      }
      BigDecimal number = new BigDecimal(digits.replace(point, ".")).stripTrailingZeros();
      int whole = number.precision() - number.scale();
      return Math.max(number.precision(), Math.max(number.scale(), whole)) <= MAX_DIGITS
          ? range.check(number)
          : Parsed.refused("a decimal of at most " + MAX_DIGITS + " digits", text);
    }
  }

  /// One of the words for true or for false, in any case.
  record YesNo(Set<String> trueWords, Set<String> falseWords) implements FieldType {
    @Override
    public Parsed parse(String text) {
      String word = text.toLowerCase(Locale.ROOT);
      if (trueWords.contains(word)) {
        return new Parsed.Value(true);
      }
      return falseWords.contains(word)
          ? new Parsed.Value(false)
          : Parsed.refused("one of " + trueWords + " or " + falseWords, text);
    }
  }

  /// Texts with a separator between them; empty ones are left out.
  record Texts(String separator) implements FieldType {
    @Override
    public Parsed parse(String text) {
      List<String> values =
          Arrays.stream(text.split(Pattern.quote(separator), -1))
              .map(Blank::strip)
              .filter(value -> !value.isEmpty())
              .toList();
      return values.isEmpty()
          ? Parsed.refused("a list separated by \"" + separator + "\"", text)
          : new Parsed.Value(values);
    }
  }

  /// A day; it becomes its ISO-8601 form, as `2026-11-21`.
  record Day(DateTimeFormatter format, String pattern) implements FieldType {
    @Override
    public Parsed parse(String text) {
      try {
        return new Parsed.Value(LocalDate.parse(text, format).toString());
      } catch (DateTimeException e) {
        return Parsed.refused("a date as " + pattern, text);
      }
    }
  }

  /// An absolute http or https address. The scraper has resolved it against the page's.
  record Url() implements FieldType {
    private static final Pattern LENIENT = Pattern.compile("[ \"<>\\\\^`{|}]");

    @Override
    public Parsed parse(String text) {
      try {
        return new Parsed.Value(HttpAddress.parse(encoded(text)).toString());
      } catch (IllegalArgumentException e) {
        return Parsed.refused("an absolute http(s) URL", text);
      }
    }

    /// Browsers take these characters in an address, and send them percent-encoded.
    private static String encoded(String text) {
      return LENIENT
          .matcher(text)
          .replaceAll(found ->
              "%" + HexFormat.of().withUpperCase().toHexDigits((byte) found.group().charAt(0)));
    }
  }

  /// Which numbers a field takes, ends included; an absent end is open.
  record Range(@Nullable BigDecimal min, @Nullable BigDecimal max) {
    Parsed check(BigDecimal number) {
      boolean within =
          (min == null || number.compareTo(min) >= 0)
              && (max == null || number.compareTo(max) <= 0);
      return within
          ? new Parsed.Value(number)
          : new Parsed.Refused(
              new Rejection(
                  Reason.VALUE_OUT_OF_RANGE,
                  "expected " + this + ", found " + number.toPlainString()));
    }

    @Override
    public String toString() {
      if (max == null) {
        return "at least " + min;
      }
      return min == null ? "at most " + max : "from " + min + " to " + max;
    }
  }
}
