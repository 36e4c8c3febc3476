package pagestream.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Result;
import pagestream.yaml.YamlMapping;

/// A day; it becomes its ISO-8601 form, as `2026-11-21`.
///
/// @param pattern the format as the recipe writes it
record DateType(DateTimeFormatter format, String pattern) implements FieldType {
  static final String WORD = "date";

  /// The pattern of ISO-8601.
  static final String ISO = "uuuu-MM-dd";

  static FieldType read(YamlMapping field) {
    Locale language = field.parsed("language", DateType::language).orElse(Locale.ENGLISH);
    String pattern = field.text("format").orElse(ISO);
    return field
        .parsed("format", DatePattern::of)
        .map(format -> new DateType(format.withLocale(language), pattern))
        .orElseGet(() -> new DateType(DateTimeFormatter.ISO_LOCAL_DATE, pattern));
  }

  /// One whose names of months are known: for any other, none would ever be understood.
  private static Locale language(String tag) {
    Locale language = Locale.forLanguageTag(tag);
    if (language.getLanguage().isEmpty()
        || Locale.availableLocales()
            .noneMatch(l -> l.getLanguage().equals(language.getLanguage()))) {
      throw new IllegalArgumentException(
          "expected a language such as en or et, found \"" + tag + "\"");
    }
    return language;
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Result<Object> parse(String text) {
    return day(text, format, "a date as " + pattern).map(day -> day);
  }

  @Override
  public Result<Filter> filter(String field, String value) {
    return day(value, DateTimeFormatter.ISO_LOCAL_DATE, "a day as 2026-11-21")
        .map(day -> new Filter.Equal(field, day));
  }

  private static Result<String> day(String text, DateTimeFormatter format, String expected) {
    try {
      return Result.ok(LocalDate.parse(text, format).toString());
    } catch (DateTimeException e) {
      return FieldType.refused(expected, text);
    }
  }
}
