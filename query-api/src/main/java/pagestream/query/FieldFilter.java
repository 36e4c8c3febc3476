package pagestream.query;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import pagestream.aws.Filter;
import pagestream.catalog.Field;
import pagestream.catalog.FieldType;

/// A field's filter: its value, read by the field's type.
final class FieldFilter {
  private FieldFilter() {}

  static Filter of(Field field, String value) {
    return switch (field.type()) {
      case FieldType.WholeNumber number -> equal(field, wholeNumber(field, value));
      case FieldType.Decimal number -> equal(field, number(field, value));
      case FieldType.YesNo flag -> equal(field, flag(field, value));
      case FieldType.Texts texts -> new Filter.Member(field.name(), member(field, texts, value));
      case FieldType.Text text -> equal(field, value);
      case FieldType.Day day -> equal(field, day(field, value));
      case FieldType.Url url -> equal(field, url(field, url, value));
    };
  }

  private static Filter equal(Field field, Object value) {
    return new Filter.Equal(field.name(), value);
  }

  private static BadRequestException refused(Field field, String expected, String found) {
    return new BadRequestException(
        "%s: expected %s, found \"%s\"".formatted(field.name(), expected, found));
  }

  private static BigDecimal wholeNumber(Field field, String value) {
    if (!value.matches("[+-]?\\d{1,18}")) {
      throw refused(field, "a whole number", value);
    }
    return new BigDecimal(value);
  }

  private static BigDecimal number(Field field, String value) {
    if (!value.matches("[+-]?\\d{1,18}(\\.\\d{1,18})?")) {
      throw refused(field, "a number", value);
    }
    return new BigDecimal(value);
  }

  private static boolean flag(Field field, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(field, "true or false", value);
    };
  }

  /// No member has the separator in it: a list of members would never match.
  private static String member(Field field, FieldType.Texts texts, String value) {
    if (value.contains(texts.separator())) {
      throw refused(field, "one member of the list", value);
    }
    return value;
  }

  private static String day(Field field, String value) {
    try {
      return LocalDate.parse(value).toString();
    } catch (DateTimeException e) {
      throw refused(field, "a day as 2026-11-21", value);
    }
  }

  /// Encoded as the stored one.
  private static Object url(Field field, FieldType.Url url, String value) {
    return switch (url.parse(value)) {
      case FieldType.Parsed.Value(Object encoded) -> encoded;
      case FieldType.Parsed.Refused refused ->
          throw refused(field, "an absolute http(s) URL", value);
    };
  }
}
