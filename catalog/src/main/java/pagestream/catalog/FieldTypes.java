package pagestream.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The types a recipe may name, each with the options it takes.
final class FieldTypes {
  private static final Set<String> TRUE_WORDS = words(List.of("true", "yes", "1"));
  private static final Set<String> FALSE_WORDS = words(List.of("false", "no", "0"));

  private static final Pattern QUOTED_OR_YEAR = Pattern.compile("'[^']*'|y");
  private static final ZonedDateTime SOME_TIME =
      ZonedDateTime.of(2026, 11, 21, 10, 15, 0, 0, ZoneOffset.UTC);

  private record Kind(Set<String> options, Function<YamlMapping, FieldType> read) {}

  private static final Map<String, Kind> KINDS =
      Map.of(
          "text", new Kind(Set.of(), field -> new FieldType.Text()),
          "integer", new Kind(Set.of("min", "max", "grouping"), FieldTypes::wholeNumber),
          "decimal", new Kind(Set.of("min", "max", "grouping", "point"), FieldTypes::decimal),
          "boolean", new Kind(Set.of("trueWords", "falseWords"), FieldTypes::yesNo),
          "list", new Kind(Set.of("separator"), FieldTypes::texts),
          "date", new Kind(Set.of("format", "language"), FieldTypes::day),
          "url", new Kind(Set.of(), field -> new FieldType.Url()));

  private FieldTypes() {}

  /// The options of any type.
  static Set<String> options() {
    return KINDS.values().stream()
        .flatMap(kind -> kind.options().stream())
        .collect(Collectors.toSet());
  }

  static FieldType read(YamlMapping field) {
    String name = field.text("type").orElse("text");
    Kind kind = KINDS.get(name);
    if (kind == null) {
      String known = String.join(", ", new TreeSet<>(KINDS.keySet()));
      field.mistake("type", "one of " + known, "\"" + name + "\"");
      return new FieldType.Text();
    }
    for (String option : options()) {
      if (field.keys().contains(option) && !kind.options().contains(option)) {
        field.mistake(option, "no such option for type " + name, "one");
      }
    }
    return kind.read().apply(field);
  }

  private static FieldType wholeNumber(YamlMapping field) {
    return new FieldType.WholeNumber(field.text("grouping").orElse(""), range(field));
  }

  private static FieldType decimal(YamlMapping field) {
    String grouping = field.text("grouping").orElse("");
    String point = field.text("point").orElse(".");
    if (point.isEmpty()) {
      field.mistake("point", "at least one character", "none");
    } else if (point.equals(grouping)) {
      field.mistake("point", "another sign than grouping", "\"" + point + "\"");
    }
    return new FieldType.Decimal(grouping, point, range(field));
  }

  private static FieldType yesNo(YamlMapping field) {
    return new FieldType.YesNo(
        words(field, "trueWords", TRUE_WORDS), words(field, "falseWords", FALSE_WORDS));
  }

  private static FieldType texts(YamlMapping field) {
    String separator = field.text("separator").orElse(",");
    if (separator.isEmpty()) {
      field.mistake("separator", "at least one character", "none");
    }
    return new FieldType.Texts(separator);
  }

  private static FieldType day(YamlMapping field) {
    Locale language = field.parsed("language", FieldTypes::language).orElse(Locale.ENGLISH);
    String pattern = field.text("format").orElse("uuuu-MM-dd");
    return field
        .parsed("format", FieldTypes::datePattern)
        .map(format -> new FieldType.Day(format.withLocale(language), pattern))
        .orElseGet(() -> new FieldType.Day(DateTimeFormatter.ISO_LOCAL_DATE, pattern));
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

  private static DateTimeFormatter datePattern(String pattern) {
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

  private static FieldType.Range range(YamlMapping field) {
    @Nullable BigDecimal min = field.parsed("min", FieldTypes::number).orElse(null);
    @Nullable BigDecimal max = field.parsed("max", FieldTypes::number).orElse(null);
    if (min != null && max != null && min.compareTo(max) > 0) {
      field.mistake("max", "at least min, " + min, max.toString());
    }
    return new FieldType.Range(min, max);
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, found \"" + text + "\"", e);
    }
  }

  private static Set<String> words(YamlMapping field, String option, Set<String> whenUnset) {
    return field.keys().contains(option) ? words(field.texts(option)) : whenUnset;
  }

  private static Set<String> words(List<String> words) {
    return words.stream()
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
