package pagestream.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /// Writing such a number plainly would exhaust the memory.
  @ParameterizedTest
  @ValueSource(strings = {"1e1000000000", "1e-1000000000", "1E+1001"})
  void refusesANumberWithoutEnd(String number) {
    assertThatThrownBy(() -> of(Map.of("f", new BigDecimal(number))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a number of a field, found one without end");
    assertThatThrownBy(() -> of(Map.of("f", List.of(new BigDecimal(number)))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            BatchCodec.RECORDS.decode(
                """
                {"version": 2, "kind": "records", "batch": 0, "rows": 1,
                 "origin": {"run": "01J", "recipe": "movies", "recipeVersion": "",
                            "url": "https://example.org/", "scrapedAt": "2026-11-21T12:00:00Z"},
                 "entries": [{"position": 0, "id": "tt1", "hash": "ff", "fields": {"f": %s}}]}
                """
                    .formatted(number)
                    .getBytes(UTF_8)))
        .isEqualTo(
            Result.rejected(
                Reason.BATCH_UNREADABLE,
                "expected a batch of records and nothing after it, found JSON of another shape"));
  }

  @Test
  void anIdIsItsKeyAsPeopleWriteIt() {
    assertThat(TypedRecord.idOf("tt1")).isEqualTo("tt1");
    assertThat(TypedRecord.idOf(new BigDecimal("1E-8"))).isEqualTo("0.00000001");
    assertThat(TypedRecord.idOf(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(TypedRecord.idOf(true)).isEqualTo("true");
  }

  private static TypedRecord of(Map<String, Object> fields) {
    return new TypedRecord(0, "tt1", "ff", fields);
  }
}
