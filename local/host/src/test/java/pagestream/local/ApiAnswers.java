package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;

/// What tests read off the API's answers.
final class ApiAnswers {
  private ApiAnswers() {}

  static void assertCounts(
      JsonNode run, int found, int stored, int unchanged, int stale, int failed) {
    assertThat(
            Stream.of("found", "stored", "unchanged", "stale", "failed")
                .map(name -> run.path(name).asInt()))
        .as(run.toString())
        .containsExactly(found, stored, unchanged, stale, failed);
  }

  /// The record without what the pipeline adds.
  static JsonNode fields(JsonNode record) {
    ObjectNode fields = record.deepCopy();
    fields.remove(
        record.propertyStream().map(Map.Entry::getKey).filter(n -> n.startsWith("_")).toList());
    return fields;
  }
}
