package pagestream.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Result;
import pagestream.yaml.YamlMapping;

/// Texts with a separator between them; empty ones are left out.
record ListType(String separator) implements FieldType {
  static final String WORD = "list";

  static FieldType read(YamlMapping field) {
    String separator = field.text("separator").orElse(",");
    if (separator.isEmpty()) {
      field.mistake("separator", "at least one character", "none");
    }
    return new ListType(separator);
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Result<Object> parse(String text) {
    List<String> values =
        Arrays.stream(text.split(Pattern.quote(separator), -1))
            .map(Blank::strip)
            .filter(value -> !value.isEmpty())
            .toList();
    return values.isEmpty()
        ? FieldType.refused("a list separated by \"" + separator + "\"", text)
        : Result.ok(values);
  }

  /// No member has the separator in it: a list of members would never match.
  @Override
  public Result<Filter> filter(String field, String value) {
    return value.contains(separator)
        ? FieldType.refused("one member of the list", value)
        : Result.ok(new Filter.Member(field, value));
  }

  @Override
  public boolean isList() {
    return true;
  }
}
