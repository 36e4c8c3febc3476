package pagestream.aws;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Stage;
import pagestream.pipeline.TypedRecord;

/// Runs, records and failures that differ only in what a test is about.
final class TableSamples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private TableSamples() {}

  /// Runs with higher numbers are newer.
  static Origin run(int number) {
    return run("movies", number);
  }

  static Origin run(String recipe, int number) {
    return new Origin(
        "01JRUN%020d".formatted(number),
        recipe,
        "version",
        "https://example.org/movies",
        NOON.plusSeconds(number));
  }

  static TypedRecord record(int position, String id, String title) {
    return new TypedRecord(
        position,
        id,
        "hash of " + title,
        Map.of(
            "id",
            id,
            "primaryTitle",
            title,
            "isAdult",
            false,
            "startYear",
            new BigDecimal("1994"),
            "genres",
            List.of("Adventure", "Drama")));
  }

  static List<TypedRecord> records(int count) {
    return IntStream.range(0, count).mapToObj(i -> record(i, id(i), "Movie " + i)).toList();
  }

  static String id(int number) {
    return "tt%07d".formatted(number);
  }

  static RunHead head(Origin origin, int found) {
    return new RunHead(origin, NOON, 12, found, null);
  }

  static Outcome stored(Origin origin, int batch, int stored) {
    return new Outcome(origin, Stage.WRITER, batch, stored, 0, 0, 0, List.of(), NOON);
  }

  static Outcome unchanged(Origin origin, int batch, List<String> untouched) {
    return new Outcome(
        origin, Stage.WRITER, batch, 0, untouched.size(), 0, 0, untouched, NOON.plusSeconds(batch));
  }

  static Failure failure(Origin origin, Stage stage, int position, Reason reason) {
    return Failure.of(
        stage,
        origin,
        position,
        new Rejection(reason, "expected one thing, found another"),
        Payload.json(
            "{\"position\":%d}"
                .formatted(position)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        NOON.plusMillis(position));
  }
}
