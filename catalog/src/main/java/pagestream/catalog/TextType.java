package pagestream.catalog;

import pagestream.pipeline.Filter;
import pagestream.pipeline.Result;

/// A text as it is.
record TextType() implements FieldType {
  static final String WORD = "text";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Result<Object> parse(String text) {
    return Result.ok(text);
  }

  @Override
  public Result<Filter> filter(String field, String value) {
    return Result.ok(new Filter.Equal(field, value));
  }
}
