package pagestream.pipeline;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row after the processor. Values are `String`, `Boolean` or `BigDecimal`, or lists of these; a
/// missing value is an absent field.
///
/// @param id the stable key of what the row describes
/// @param hash of the fields' content: equal hashes mean nothing changed
public record TypedRecord(int position, String id, String hash, Map<String, Object> fields)
    implements Entry {
  /// DynamoDB takes no longer text for a sort key.
  public static final int MAX_ID_BYTES = 1024;

  /// No table takes a number of so many digits, however few characters it is written with.
  private static final int MAX_DIGITS = 1_000;

  /// Whole numbers read from JSON come in other types, and what is no field's value is refused.
  public TypedRecord {
    Map<String, Object> values = new LinkedHashMap<>();
    fields.forEach((name, value) -> values.put(name, checked(value)));
    fields = Collections.unmodifiableMap(values);
  }

  /// The id of the record whose key field has this value.
  public static String idOf(@Nullable Object key) {
    return key instanceof BigDecimal number ? number.toPlainString() : String.valueOf(key);
  }

  private static Object checked(Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag;
      case BigDecimal number -> checked(number);
      case Number number -> checked(new BigDecimal(number.toString()));
      case List<?> values -> values.stream().map(TypedRecord::member).toList();
      case null, default ->
          throw new IllegalArgumentException("expected a field's value, found " + value);
    };
  }

  private static BigDecimal checked(BigDecimal number) {
    if (Math.max(number.precision(), Math.abs((long) number.scale())) > MAX_DIGITS) {
      throw new IllegalArgumentException("expected a number of a field, found one without end");
    }
    return number;
  }

  private static Object member(Object value) {
    if (value instanceof List<?>) {
      throw new IllegalArgumentException("expected a single value in a list, found " + value);
    }
    return checked(value);
  }
}
