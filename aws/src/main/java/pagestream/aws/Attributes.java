package pagestream.aws;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.Origin;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Builds a DynamoDB item, and reads one. An absent value is an absent attribute.
final class Attributes {
  static final String ORIGIN = "origin";

  private final Map<String, AttributeValue> item = new HashMap<>();

  Attributes with(String name, @Nullable Object value) {
    if (value != null) {
      item.put(name, of(value));
    }
    return this;
  }

  Map<String, AttributeValue> item() {
    return item;
  }

  static AttributeValue of(Object value) {
    return switch (value) {
      case String text -> AttributeValue.fromS(text);
      case Boolean flag -> AttributeValue.fromBool(flag);
      case BigDecimal number -> AttributeValue.fromN(number.toPlainString());
      case Number number -> AttributeValue.fromN(number.toString());
      case byte[] bytes -> AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
      case List<?> list -> AttributeValue.fromL(list.stream().map(Attributes::of).toList());
      case Map<?, ?> map -> AttributeValue.fromM(entries(map));
      default ->
          throw new IllegalArgumentException(
              "expected a text, flag, number, bytes, list or map, found " + value.getClass());
    };
  }

  private static Map<String, AttributeValue> entries(Map<?, ?> map) {
    Map<String, AttributeValue> entries = new HashMap<>();
    map.forEach((name, value) -> entries.put(name.toString(), of(value)));
    return entries;
  }

  static Object value(AttributeValue attribute) {
    return switch (attribute.type()) {
      case S -> attribute.s();
      case BOOL -> attribute.bool();
      case N -> new BigDecimal(attribute.n());
      case B -> attribute.b().asByteArrayUnsafe();
      case L -> attribute.l().stream().map(Attributes::value).toList();
      case M -> values(attribute.m());
      default ->
          throw new IllegalArgumentException(
              "expected S, BOOL, N, B, L or M, found " + attribute.type());
    };
  }

  static Map<String, Object> values(Map<String, AttributeValue> item) {
    Map<String, Object> values = new LinkedHashMap<>();
    item.forEach((name, attribute) -> values.put(name, value(attribute)));
    return values;
  }

  static String text(Map<String, AttributeValue> item, String name) {
    return optionalText(item, name).orElseThrow(() -> missing(name));
  }

  static Optional<String> optionalText(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
  }

  static int number(Map<String, AttributeValue> item, String name) {
    return (int) longNumber(item, name);
  }

  static long longNumber(Map<String, AttributeValue> item, String name) {
    return optionalNumber(item, name).orElseThrow(() -> missing(name));
  }

  static Optional<Long> optionalNumber(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(attribute -> Long.valueOf(attribute.n()));
  }

  static byte[] bytes(Map<String, AttributeValue> item, String name) {
    return required(item, name).b().asByteArrayUnsafe();
  }

  static boolean flag(Map<String, AttributeValue> item, String name) {
    return required(item, name).bool();
  }

  static Instant time(Map<String, AttributeValue> item, String name) {
    return Instant.parse(text(item, name));
  }

  static Optional<Instant> optionalTime(Map<String, AttributeValue> item, String name) {
    return optionalText(item, name).map(Instant::parse);
  }

  static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
    return required(item, name).m();
  }

  /// Empty where there is none.
  static Map<String, AttributeValue> optionalMap(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? map(item, name) : Map.of();
  }

  /// A list of texts; empty where there is none.
  static List<String> texts(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name)
        ? required(item, name).l().stream().map(AttributeValue::s).toList()
        : List.of();
  }

  /// A list of maps; empty where there is none.
  static List<Map<String, AttributeValue>> maps(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name)
        ? required(item, name).l().stream().map(AttributeValue::m).toList()
        : List.of();
  }

  /// The origin that an item has as a map; that of the version before stood flat in the item.
  ///
  /// @param run the name of the attribute that had the run's id then
  static Origin origin(Map<String, AttributeValue> item, String run) {
    boolean isMap = item.containsKey(ORIGIN);
    Map<String, String> texts = new HashMap<>();
    (isMap ? map(item, ORIGIN) : item)
        .forEach((name, value) -> {
          if (value.s() != null) {
            texts.put(name, value.s());
          }
        });
    if (!isMap) {
      texts.put("run", text(item, run));
    }
    return Origin.of(texts);
  }

  private static AttributeValue required(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).orElseThrow(() -> missing(name));
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException("expected an attribute " + name + ", found none");
  }
}
