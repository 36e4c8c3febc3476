package pagestream.catalog;

import pagestream.pipeline.Filter;
import pagestream.pipeline.Result;
import pagestream.yaml.YamlMapping;

/// A number with or without a fraction.
///
/// @param point what stands before the fraction
record DecimalType(String grouping, String point, NumberRange range) implements FieldType {
  static final String WORD = "decimal";

  static FieldType read(YamlMapping field) {
    String grouping = field.text("grouping").orElse("");
    String point = field.text("point").orElse(".");
    if (point.isEmpty()) {
      field.mistake("point", "at least one character", "none");
    } else if (point.equals(grouping)) {
      field.mistake("point", "another sign than grouping", "\"" + point + "\"");
    }
    return new DecimalType(grouping, point, NumberRange.read(field));
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Result<Object> parse(String text) {
    return Numbers.decimal(Numbers.withoutGrouping(text, grouping), point, text)
        .flatMap(range::check);
  }

  @Override
  public Result<Filter> filter(String field, String value) {
    return Numbers.decimal(value, ".", value).map(number -> new Filter.Equal(field, number));
  }
}
