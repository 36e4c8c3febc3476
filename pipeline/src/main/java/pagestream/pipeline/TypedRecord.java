package pagestream.pipeline;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A row after the processor. Values are `String`, `Boolean` or `BigDecimal`, or lists of these; a
/// missing value is an absent field.
///
/// @param id the stable key of what the row describes
/// @param hash of the fields' content: equal hashes mean nothing changed
public record TypedRecord(int position, String id, String hash, Map<String, Object> fields)
    implements Entry {
  /// DynamoDB takes no longer text for a sort key.
  public static final int MAX_ID_BYTES = 1024;

  /// Whole numbers read from JSON come in other types, and what is no field's value is refused.
  public TypedRecord {
    Map<String, Object> values = new LinkedHashMap<>();
    fields.forEach((name, value) -> values.put(name, checked(value)));
    fields = Collections.unmodifiableMap(values);
  }

  private static Object checked(Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag;
      case BigDecimal number -> number;
      case Number number -> new BigDecimal(number.toString());
      case List<?> values -> values.stream().map(TypedRecord::member).toList();
      case null, default ->
          throw new IllegalArgumentException("expected a field's value, found " + value);
    };
  }

  private static Object member(Object value) {
    if (value instanceof List<?>) {
      throw new IllegalArgumentException("expected a single value in a list, found " + value);
    }
    return checked(value);
  }
}
