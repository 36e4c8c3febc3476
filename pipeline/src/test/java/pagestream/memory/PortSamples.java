package pagestream.memory;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TypedRecord;

/// Runs, records and failures that differ only in what a test is about. A run has one task and one
/// page; runs with higher numbers began later, after the pages of those before were whole.
public final class PortSamples {
  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private PortSamples() {}

  public static Origin origin(int run) {
    return origin("movies", run);
  }

  public static Origin origin(String recipe, int run) {
    Task task = task(recipe, run);
    return Origins.of(
        Map.of(
            "run", task.run(),
            "source", task.source(),
            "recipe", recipe,
            "recipeVersion", "version",
            "task", task.id(),
            "page", "01JRUN%018d01".formatted(run),
            "url", "https://example.org/movies",
            "scrapedAt", NOON.plusSeconds(run).toString()));
  }

  public static Task task(int run) {
    return task("movies", run);
  }

  /// The same task, of which another page arrived.
  public static Origin anotherPage(Origin origin) {
    return Origins.with(origin, Map.of("page", origin.page() + "-another"));
  }

  private static Task task(String recipe, int run) {
    return new Task(
        "01JRUN%018d00".formatted(run), "a-source", recipe, "https://example.org/movies");
  }

  public static RunHead head(Origin origin) {
    return new RunHead(
        origin.run(),
        origin.source(),
        origin.recipe(),
        origin.recipeVersion(),
        origin.url(),
        NOON,
        Duration.ZERO);
  }

  /// The task that the run begins with.
  public static Task first(Origin origin) {
    return new Task(origin.run(), origin.source(), origin.recipe(), origin.url());
  }

  public static EndedTask ended(Origin origin, int found, int failed, int batches) {
    return new EndedTask(origin, found, failed, batches, 12, NOON.plusSeconds(1));
  }

  public static Batch<Row> batch(Origin origin, int number, int rows) {
    return new Batch<>(origin, number, rows, List.of());
  }

  public static Outcome stored(Origin origin, int batch, int rows) {
    return Outcome.stored(
        batch(origin, batch, rows), Stage.WRITER, rows, 0, 0, NOON.plusSeconds(2));
  }

  public static TypedRecord record(int position, String id, String title) {
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

  public static List<TypedRecord> records(int count) {
    return IntStream.range(0, count).mapToObj(i -> record(i, id(i), "Movie " + i)).toList();
  }

  public static String id(int number) {
    return "tt%07d".formatted(number);
  }

  public static Failure failure(Origin origin, Stage stage, int position, Reason reason) {
    return Failure.of(
        stage,
        origin,
        position,
        new Rejection(reason, "expected one thing, found another"),
        Payload.json("{\"position\":%d}".formatted(position).getBytes(StandardCharsets.UTF_8)),
        NOON.plusMillis(position));
  }
}
