package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypedRecordTest {
  @Test
  void everyNumberIsADecimal() {
    Map<String, Object> numbers =
        Map.of("a", 1994, "b", 1L << 40, "c", BigInteger.TEN, "d", new BigDecimal("0.10"));

    assertThat(of(numbers).fields())
        .isEqualTo(
            Map.of(
                "a", new BigDecimal("1994"),
                "b", new BigDecimal("1099511627776"),
                "c", new BigDecimal("10"),
                "d", new BigDecimal("0.10")));
  }

  @Test
  void aListHasValuesOfAnyKind() {
    assertThat(of(Map.of("a", List.of(1994, "b", true))).fields())
        .isEqualTo(Map.of("a", List.of(new BigDecimal("1994"), "b", true)));
  }

  @Test
  void fieldsKeepTheirOrder() {
    Map<String, Object> fields = new LinkedHashMap<>();
    List.of("z", "a", "m").forEach(name -> fields.put(name, name));

    assertThat(of(fields).fields().keySet()).containsExactly("z", "a", "m");
  }

  @Test
  void refusesWhatIsNoFieldsValue() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("f", null);

    assertThatThrownBy(() -> of(nothing)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(Map.of("f", Map.of())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(Map.of("f", List.of(Map.of()))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(Map.of("f", List.of(List.of("a")))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TypedRecord of(Map<String, Object> fields) {
    return new TypedRecord(0, "tt1", "ff", fields);
  }
}
