package pagestream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  @Test
  void isOneHundredAndTwentyEightBitsOfSha256OverTheSortedJson() {
    // printf '%s' '{"id":"tt1","startYear":1994}' | sha256sum | cut -c1-32
    assertThat(ContentHash.of(Map.of("startYear", new BigDecimal("1994"), "id", "tt1")))
        .isEqualTo("4b44cca7fe496e3d466d27a7391333ac");
  }

  @Test
  void theOrderOfFieldsTakesNoPart() {
    Map<String, Object> there = new LinkedHashMap<>();
    there.put("a", "1");
    there.put("b", true);
    Map<String, Object> andBack = new LinkedHashMap<>();
    andBack.put("b", true);
    andBack.put("a", "1");

    assertThat(ContentHash.of(there)).isEqualTo(ContentHash.of(andBack));
  }

  @Test
  void everyChangeShows() {
    assertThat(
            List.of(
                ContentHash.of(Map.of()),
                ContentHash.of(Map.of("a", "1")),
                ContentHash.of(Map.of("b", "1")),
                ContentHash.of(Map.of("a", "2")),
                ContentHash.of(Map.of("a", "")),
                ContentHash.of(Map.of("a", BigDecimal.ONE)),
                ContentHash.of(Map.of("a", true)),
                ContentHash.of(Map.of("a", "true")),
                ContentHash.of(Map.of("a", List.of("1"))),
                ContentHash.of(Map.of("a", List.of("1", "2"))),
                ContentHash.of(Map.of("a", List.of("2", "1"))),
                ContentHash.of(Map.of("a", List.of("1,2")))))
        .doesNotHaveDuplicates();
  }
}
