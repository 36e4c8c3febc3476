package pagestream.recipe;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The types a recipe may name, each with the options it takes.
final class FieldTypes {
  private static final Set<String> TRUE_WORDS = words(List.of("true", "yes", "1"));
  private static final Set<String> FALSE_WORDS = words(List.of("false", "no", "0"));

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
    return new FieldType.Decimal(
        field.text("grouping").orElse(""), field.text("point").orElse("."), range(field));
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
    Locale language = Locale.forLanguageTag(field.text("language").orElse("en"));
    String pattern = field.text("format").orElse("uuuu-MM-dd");
    return field
        .parsed("format", FieldTypes::datePattern)
        .map(format -> new FieldType.Day(format.withLocale(language), pattern))
        .orElseGet(() -> new FieldType.Day(DateTimeFormatter.ISO_LOCAL_DATE, pattern));
  }

  private static DateTimeFormatter datePattern(String pattern) {
    try {
      // 'y' needs an era when strict, which nobody writes; 'u' is the year itself
      return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'))
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a date pattern such as d MMMM yyyy, found \"" + pattern + "\"", e);
    }
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
