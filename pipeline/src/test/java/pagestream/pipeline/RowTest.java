package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {
  @Test
  void aFieldHasOneTextOrSeveralOrNone() {
    Row row = new Row(0, Map.of("id", "a", "tags", List.of("b", "c")));

    assertThat(row.texts("id")).containsExactly("a");
    assertThat(row.texts("tags")).containsExactly("b", "c");
    assertThat(row.texts("title")).isEmpty();
  }

  @Test
  void nullStandsForAnAbsentField() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", null);

    assertThat(new Row(0, fields)).isEqualTo(new Row(0, Map.of()));
  }

  @Test
  void refusesWhatIsNeitherATextNorAListOfTexts() {
    for (Object value : List.of(1, Map.of(), List.of(), List.of(1), List.of(List.of("a")))) {
      assertThatThrownBy(() -> new Row(0, Map.of("id", value)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected a text or a list of texts, found " + value);
    }
  }
}
