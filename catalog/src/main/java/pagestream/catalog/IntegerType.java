package pagestream.catalog;

import pagestream.pipeline.Filter;
import pagestream.pipeline.Result;
import pagestream.yaml.YamlMapping;

/// Digits, without a fraction.
///
/// @param grouping what stands between thousands, as the comma in `2,751,568`; may be empty
record IntegerType(String grouping, NumberRange range) implements FieldType {
  static final String WORD = "integer";

  static FieldType read(YamlMapping field) {
    return new IntegerType(field.text("grouping").orElse(""), NumberRange.read(field));
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Result<Object> parse(String text) {
    return Numbers.integer(Numbers.withoutGrouping(text, grouping), text).flatMap(range::check);
  }

  @Override
  public Result<Filter> filter(String field, String value) {
    return Numbers.storedInteger(value).map(number -> new Filter.Equal(field, number));
  }
}
