package pagestream.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import pagestream.encoding.Json;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Task;

/// What the tests of views show.
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final Task TASK = new Task("01J", "films", "movies", "https://example.org/start");
  static final Origin ORIGIN =
      Origins.of(
          Map.of(
              "run", TASK.run(),
              "task", TASK.id(),
              "page", "01K",
              "url", "https://example.org/movies",
              "scrapedAt", NOON.plusMillis(250).toString()));

  private Samples() {}

  static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text);
  }
}
