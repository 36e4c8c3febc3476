package pagestream.catalog;

import pagestream.pipeline.Filter;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;

/// What a field's text becomes, and everything that depends on it. Each type is a class of its own;
/// [FieldTypes] lists them.
public interface FieldType {

  /// What recipes call it.
  String word();

  /// The value a text stands for: a `String`, `Boolean`, `BigDecimal` or `List<String>`.
  ///
  /// @param text trimmed, and never one that stands for a missing value
  Result<Object> parse(String text);

  /// The filter for records whose field has this value.
  ///
  /// @param value as the API shows it
  Result<Filter> filter(String field, String value);

  /// Whether one text stands for a list of values.
  default boolean isList() {
    return false;
  }

  /// Whether the text is an address, which may be relative to the page it stands on.
  default boolean isAddress() {
    return false;
  }

  /// The rejection of a text that is not of the field's type.
  static <T> Result<T> refused(String expected, String found) {
    return Result.rejected(
        Reason.VALUE_INVALID, "expected " + expected + ", found \"" + Quote.of(found) + "\"");
  }
}
