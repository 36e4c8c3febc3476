package pagestream.catalog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Result;

/// One field of a recipe: where its text is, and what it becomes.
///
/// @param select the element within the row; the first match counts, or each where `all` is set
/// @param all whether the field is a list with a value for each element
/// @param required whether a row without it is a failure
/// @param type turns a text into a value
/// @param defaults the values of a record whose row has none
public record Field(
    String name,
    Selector select,
    boolean all,
    Take take,
    boolean required,
    @Nullable Match match,
    FieldType type,
    List<Object> defaults) {

  /// What a record has, given the values that its row has; empty if neither has any.
  public Optional<Object> value(List<Object> found) {
    List<Object> values = found.isEmpty() ? defaults : found;
    return all && !values.isEmpty()
        ? Optional.of(values.stream().flatMap(Field::members).toList())
        : values.stream().findFirst();
  }

  /// The lists of several elements become one.
  private static Stream<?> members(Object value) {
    return value instanceof List<?> list ? list.stream() : Stream.of(value);
  }

  /// The filter for records in which this field has the value, as the API shows it. A list has it
  /// among others.
  public Result<Filter> filter(String value) {
    Result<Filter> filter = type.filter(name, value);
    return all ? filter.map(equal -> new Filter.Member(equal.attribute(), equal.value())) : filter;
  }

  /// What the API calls its type.
  public String typeName() {
    return all && !type.isList() ? "list of " + type.word() : type.word();
  }

  /// Whether a record has a list of values.
  boolean isList() {
    return all || type.isList();
  }
}
