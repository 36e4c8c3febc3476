package pagestream.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import pagestream.encoding.Json;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Task;

/// What the tests of views show.
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final Task TASK = new Task("01J", "films", "movies", "https://example.org/start");
  static final Origin ORIGIN =
      new Origin(
          "01J",
          "films",
          "movies",
          "v1",
          TASK.id(),
          "01K",
          "https://example.org/movies",
          NOON.plusMillis(250));

  private Samples() {}

  static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text);
  }
}
