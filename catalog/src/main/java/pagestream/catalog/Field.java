package pagestream.catalog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Result;

/// One field of a recipe: where its text is, and what it becomes.
///
/// @param select the element within the row; the first match counts
/// @param required whether a row without it is a failure
/// @param type turns the text into the value
/// @param byDefault the value of a record whose row has none
public record Field(
    String name,
    Selector select,
    Take take,
    boolean required,
    @Nullable Match match,
    FieldType type,
    Optional<Object> byDefault) {

  /// The filter for records in which this field has the value, as the API shows it.
  public Result<Filter> filter(String value) {
    return type.filter(name, value);
  }
}
