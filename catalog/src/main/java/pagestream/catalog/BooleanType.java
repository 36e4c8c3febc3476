package pagestream.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Result;
import pagestream.yaml.YamlMapping;

/// One of the words for true or for false, in any case.
record BooleanType(Set<String> trueWords, Set<String> falseWords) implements FieldType {
  static final String WORD = "boolean";

  private static final List<String> TRUE_WORDS = List.of("true", "yes", "1");
  private static final List<String> FALSE_WORDS = List.of("false", "no", "0");

  static FieldType read(YamlMapping field) {
    return new BooleanType(
        words(field, "trueWords", TRUE_WORDS), words(field, "falseWords", FALSE_WORDS));
  }

  private static Set<String> words(YamlMapping field, String option, List<String> whenUnset) {
    List<String> words = field.keys().contains(option) ? field.texts(option) : whenUnset;
    return words.stream()
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Result<Object> parse(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (trueWords.contains(word)) {
      return Result.ok(true);
    }
    return falseWords.contains(word)
        ? Result.ok(false)
        : FieldType.refused("one of " + trueWords + " or " + falseWords, text);
  }

  @Override
  public Result<Filter> filter(String field, String value) {
    return switch (value) {
      case "true" -> Result.ok(new Filter.Equal(field, true));
      case "false" -> Result.ok(new Filter.Equal(field, false));
      default -> FieldType.refused("true or false", value);
    };
  }
}
