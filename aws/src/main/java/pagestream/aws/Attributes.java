package pagestream.aws;

import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pagestream.encoding.Excerpt;
import pagestream.pipeline.Origin;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Builds a DynamoDB item, and reads one. An absent value is an absent attribute. What an item must
/// have and has not, or has in another form, is an [UnreadableItemException].
final class Attributes {
  static final String ORIGIN = "origin";
  static final String EXPIRES = "expires";

  private static final int MAX_QUOTE = 80;

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

  /// A value of any type: sets, of which Pagestream writes none, as lists, and nothing as that of
  /// JSON.
  static Object value(AttributeValue attribute) {
    return switch (attribute.type()) {
      case S -> attribute.s();
      case BOOL -> attribute.bool();
      case N -> new BigDecimal(attribute.n());
      case B -> attribute.b().asByteArrayUnsafe();
      case L -> attribute.l().stream().map(Attributes::value).toList();
      case M -> values(attribute.m());
      case SS -> attribute.ss();
      case NS -> attribute.ns().stream().map(BigDecimal::new).toList();
      case BS -> attribute.bs().stream().map(SdkBytes::asByteArrayUnsafe).toList();
      case NUL, UNKNOWN_TO_SDK_VERSION -> NullNode.instance;
    };
  }

  /// All that an item has, by name.
  static Map<String, Object> values(Map<String, AttributeValue> item) {
    Map<String, Object> values = new LinkedHashMap<>();
    item.forEach((name, attribute) -> values.put(name, value(attribute)));
    return values;
  }

  static String text(Map<String, AttributeValue> item, String name) {
    return required(item, name, AttributeValue.Type.S).s();
  }

  static Optional<String> optionalText(Map<String, AttributeValue> item, String name) {
    return optional(item, name, AttributeValue.Type.S).map(AttributeValue::s);
  }

  /// A text that stands for something else, as `parser` reads it.
  static <T> T parsed(Map<String, AttributeValue> item, String name, Function<String, T> parser) {
    return parse(name, text(item, name), parser);
  }

  static int number(Map<String, AttributeValue> item, String name) {
    return parse(name, required(item, name, AttributeValue.Type.N).n(), Integer::valueOf);
  }

  static long longNumber(Map<String, AttributeValue> item, String name) {
    return parse(name, required(item, name, AttributeValue.Type.N).n(), Long::valueOf);
  }

  static Optional<Long> optionalNumber(Map<String, AttributeValue> item, String name) {
    return optional(item, name, AttributeValue.Type.N)
        .map(attribute -> parse(name, attribute.n(), Long::valueOf));
  }

  static Optional<Integer> optionalInt(Map<String, AttributeValue> item, String name) {
    return optional(item, name, AttributeValue.Type.N)
        .map(attribute -> parse(name, attribute.n(), Integer::valueOf));
  }

  static byte[] bytes(Map<String, AttributeValue> item, String name) {
    return required(item, name, AttributeValue.Type.B).b().asByteArrayUnsafe();
  }

  static boolean flag(Map<String, AttributeValue> item, String name) {
    return required(item, name, AttributeValue.Type.BOOL).bool();
  }

  static Instant time(Map<String, AttributeValue> item, String name) {
    return parsed(item, name, Instant::parse);
  }

  static Optional<Instant> optionalTime(Map<String, AttributeValue> item, String name) {
    return optionalText(item, name).map(text -> parse(name, text, Instant::parse));
  }

  static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
    return required(item, name, AttributeValue.Type.M).m();
  }

  /// Empty where there is none.
  static Map<String, AttributeValue> optionalMap(Map<String, AttributeValue> item, String name) {
    return optional(item, name, AttributeValue.Type.M).map(AttributeValue::m).orElse(Map.of());
  }

  /// A list of times; empty where there is none.
  static List<Instant> times(Map<String, AttributeValue> item, String name) {
    return members(item, name, AttributeValue.Type.S)
        .map(member -> parse(name, member.s(), Instant::parse))
        .toList();
  }

  /// A list of maps; empty where there is none.
  static List<Map<String, AttributeValue>> maps(Map<String, AttributeValue> item, String name) {
    return members(item, name, AttributeValue.Type.M).map(AttributeValue::m).toList();
  }

  private static Stream<AttributeValue> members(
      Map<String, AttributeValue> item, String name, AttributeValue.Type type) {
    return optional(item, name, AttributeValue.Type.L).stream()
        .flatMap(list -> list.l().stream())
        .map(member -> checked(name, member, type));
  }

  /// The origin that an item has as a map; that of the version before stood flat in the item.
  ///
  /// @param run the name of the attribute that had the run's id then
  static Origin origin(Map<String, AttributeValue> item, String run) {
    boolean isMap = item.containsKey(ORIGIN);
    Map<String, String> texts = new HashMap<>();
    (isMap ? map(item, ORIGIN) : item)
        .forEach((name, value) -> {
          if (value.type() == AttributeValue.Type.S) {
            texts.put(name, value.s());
          }
        });
    if (!isMap) {
      texts.put("run", text(item, run));
    }
    try {
      return Origin.of(texts);
    } catch (IllegalArgumentException e) {
      throw new UnreadableItemException(ORIGIN + ": " + e.getMessage(), e);
    }
  }

  /// Whether TTL may delete the item: it does so days late, and in any order.
  static boolean isExpired(Map<String, AttributeValue> item, Instant now) {
    return Optional.ofNullable(item.get(EXPIRES))
        .filter(expires -> expires.type() == AttributeValue.Type.N)
        .filter(expires -> Double.parseDouble(expires.n()) < now.getEpochSecond())
        .isPresent();
  }

  static <T> T parse(String name, String found, Function<String, T> parser) {
    try {
      return parser.apply(found);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new UnreadableItemException(
          "attribute %s: expected a value that this version knows, found \"%s\""
              .formatted(name, Excerpt.of(found, MAX_QUOTE)),
          e);
    }
  }

  private static AttributeValue required(
      Map<String, AttributeValue> item, String name, AttributeValue.Type type) {
    return optional(item, name, type)
        .orElseThrow(
            () -> new UnreadableItemException("expected an attribute " + name + ", found none"));
  }

  private static Optional<AttributeValue> optional(
      Map<String, AttributeValue> item, String name, AttributeValue.Type type) {
    return Optional.ofNullable(item.get(name)).map(value -> checked(name, value, type));
  }

  private static AttributeValue checked(
      String name, AttributeValue value, AttributeValue.Type type) {
    if (value.type() != type) {
      throw new UnreadableItemException(
          "expected an attribute %s of type %s, found one of type %s"
              .formatted(name, type, value.type()));
    }
    return value;
  }
}
