package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.encoding.Json;

class RecordViewTest {
  private static final Recipe MOVIES = Recipes.packaged().get("movies");

  @Test
  void aRecordHasItsKeyFirstThenItsFieldsThenWhatThePipelineKnows() throws Exception {
    Map<String, Object> item = new HashMap<>();
    item.put("_run", "01J");
    item.put("_hash", "abc");
    item.put("genres", List.of("Adventure", "Drama"));
    item.put("unknown", "left by an older recipe");
    item.put("runtimeMinutes", new BigDecimal("90"));
    item.put("startYear", new BigDecimal("2000"));
    item.put("isAdult", false);
    item.put("primaryTitle", "Jüri Rumm");
    item.put("id", "tt0292215");

    assertThat(Json.MAPPER.writeValueAsString(RecordView.of(MOVIES.fields(), item)))
        .isEqualTo(
            "{\"id\":\"tt0292215\",\"primaryTitle\":\"Jüri Rumm\",\"isAdult\":false,"
                + "\"startYear\":2000,\"runtimeMinutes\":90,\"genres\":[\"Adventure\",\"Drama\"],"
                + "\"_hash\":\"abc\",\"_run\":\"01J\",\"unknown\":\"left by an older recipe\"}");
  }

  @Test
  void numbersAreWrittenAsPeopleWriteThem() throws Exception {
    Map<String, Object> item =
        Map.of("id", "tt1", "startYear", new BigDecimal("1E+30"), "votes", new BigDecimal("0.10"));

    assertThat(Json.MAPPER.writeValueAsString(RecordView.of(MOVIES.fields(), item)))
        .contains("\"startYear\":1000000000000000000000000000000,")
        .containsPattern("\"votes\":0\\.10?}");
  }
}
