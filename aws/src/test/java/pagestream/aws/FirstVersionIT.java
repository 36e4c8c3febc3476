package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Gzip;
import pagestream.pipeline.Batch;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Run;
import pagestream.pipeline.Selection;
import pagestream.pipeline.Stage;

/// Items as version 0.1 wrote them, attribute by attribute.
class FirstVersionIT extends WithTables {
  private static final String RUN = "01JCZX8V3F0000000000000000";
  private static final String URL = "https://example.org/movies";
  private static final Instant SCRAPED = Instant.parse("2026-11-21T12:00:01Z");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:30Z");

  /// What that version's origin is read as: its run was its page, and it had no task.
  private static final Origin ORIGIN =
      new Origin(RUN, "", "movies", "0a1b2c3d4e5f", "", RUN, URL, SCRAPED);

  private RunTable runs;

  @BeforeEach
  void use() {
    runs = made.runs(() -> NOW);
  }

  private static Attributes flatOrigin(String run) {
    return new Attributes()
        .with(run, RUN)
        .with("recipe", "movies")
        .with("recipeVersion", "0a1b2c3d4e5f")
        .with("url", URL)
        .with("scrapedAt", SCRAPED.toString());
  }

  private void put(String table, Attributes attributes) {
    made.dynamo().putItem(r -> r.tableName(table).item(attributes.item()));
  }

  private void putHead(int found) {
    put(
        made.runTable(),
        flatOrigin("id")
            .with("part", "head")
            .with("kind", "run")
            .with("startedAt", "2026-11-21T12:00:00Z")
            .with("fetchMillis", 1234)
            .with("found", found)
            .with("expires", 1_798_000_000L));
  }

  private void putOutcome(String stage, int batch, int stored, int unchanged, int failed) {
    put(
        made.runTable(),
        flatOrigin("id")
            .with("part", "outcome#%s#%05d".formatted(stage, batch))
            .with("stage", stage)
            .with("batch", batch)
            .with("stored", stored)
            .with("unchanged", unchanged)
            .with("stale", 0)
            .with("failed", failed)
            .with("at", SCRAPED.plusSeconds(batch).toString())
            .with("untouchedRecipe", unchanged > 0 ? "movies" : null)
            .with("untouched", unchanged > 0 ? List.of("tt1") : null)
            .with("expires", 1_798_000_000L));
  }

  private Run find() {
    return runs.find(RUN).flatMap(RunRead::whole).orElseThrow();
  }

  private static Batch<?> batch(int number, int rows) {
    return new Batch<>(ORIGIN, number, rows, List.of());
  }

  @Test
  void aRunThatSettledIsReadWithItsSums() {
    putHead(10);
    putOutcome("scraper", 0, 0, 0, 1);
    putOutcome("processor", 0, 0, 0, 2);
    putOutcome("writer", 0, 3, 1, 0);
    putOutcome("writer", 1, 2, 0, 1);

    Run run = find();

    assertThat(run.status()).isEqualTo(Run.Status.SETTLED);
    assertThat(run.counts()).isEqualTo(new Run.Counts(10, 5, 1, 0, 4));
    assertThat(run.head().run()).isEqualTo(RUN);
    assertThat(run.head().source()).isEmpty();
    assertThat(run.head().startedAt()).isEqualTo("2026-11-21T12:00:00Z");
    assertThat(run.url()).isEqualTo(URL);
    assertThat(run.fetchMillis()).isEqualTo(1234);
    assertThat(run.settledAt()).contains(SCRAPED.plusSeconds(1));
    assertThat(run.isFinal()).isTrue();
    assertThat(find()).as("read again, from its sums").isEqualTo(run);
  }

  @Test
  void aRunIsListed() {
    putHead(1);
    putOutcome("writer", 0, 1, 0, 0);

    assertThat(runs.slice(new SliceRequest(5, false, Optional.empty())).items())
        .extracting(run -> run.whole().orElseThrow().head().run())
        .containsExactly(RUN);
  }

  @Test
  void aRunWhosePageFailedIsFailed() {
    put(
        made.runTable(),
        flatOrigin("id")
            .with("part", "head")
            .with("kind", "run")
            .with("startedAt", "2026-11-21T12:00:00Z")
            .with("fetchMillis", 1234)
            .with("found", 0)
            .with("error", RUN + "-page")
            .with("expires", 1_798_000_000L));

    assertThat(find().status()).isEqualTo(Run.Status.FAILED);
    assertThat(find().error()).isEqualTo(RUN + "-page");
    assertThat(find().settledAt()).contains(SCRAPED);
  }

  @Test
  void aRunWithRowsOnTheirWayIsRunning() {
    putHead(10);
    assertThat(find().status()).isEqualTo(Run.Status.RUNNING);

    putOutcome("writer", 1, 5, 0, 0);

    assertThat(find().status()).isEqualTo(Run.Status.RUNNING);
    assertThat(find().counts()).isEqualTo(new Run.Counts(10, 5, 0, 0, 0));
  }

  @Test
  void aRunSettlesThatThisVersionTookOverOnTheWayToTheProcessor() {
    putHead(10);
    putOutcome("scraper", 0, 0, 0, 1);
    runs.add(Outcome.handedOn(batch(0, 9), Stage.PROCESSOR, 2, NOW));
    assertThat(find().status()).isEqualTo(Run.Status.RUNNING);

    runs.add(Outcome.stored(batch(0, 9), Stage.WRITER, 7, 0, 0, NOW));

    assertThat(find().counts()).isEqualTo(new Run.Counts(10, 7, 0, 0, 3));
    assertThat(find().status()).isEqualTo(Run.Status.SETTLED);
  }

  @Test
  void aRunSettlesThatThisVersionTookOverOnTheWayToTheWriter() {
    putHead(10);
    putOutcome("processor", 0, 0, 0, 2);
    runs.add(Outcome.stored(batch(0, 8), Stage.WRITER, 8, 0, 0, NOW));

    assertThat(find().counts()).isEqualTo(new Run.Counts(10, 8, 0, 0, 2));
    assertThat(find().status()).isEqualTo(Run.Status.SETTLED);
  }

  @Test
  void whatThatVersionSaidOfABatchAtAStageStands() {
    putHead(3);
    putOutcome("writer", 0, 3, 0, 0);

    runs.add(Outcome.givenUp(batch(0, 3), Stage.WRITER, NOW));

    assertThat(find().counts()).isEqualTo(new Run.Counts(3, 3, 0, 0, 0));
    assertThat(find().status()).isEqualTo(Run.Status.SETTLED);
  }

  private void putFailure() {
    put(
        made.failureTable(),
        flatOrigin("run")
            .with("id", RUN + "-processor-3")
            .with("kind", "failure")
            .with("order", "1795262401000#" + RUN + "-processor-3")
            .with("stage", "processor")
            .with("reason", "VALUE_INVALID")
            .with("message", "expected one thing, found another")
            .with("position", 3)
            .with("rows", 1)
            .with("failedAt", SCRAPED.toString())
            .with("status", "open")
            .with("payloadType", "application/json")
            .with("payload", Gzip.compress(new byte[] {'{', '}'}))
            .with("payloadParts", 1)
            .with("expires", 1_798_000_000L));
  }

  @Test
  void aFailureIsRead() {
    putFailure();

    Failure failure = made.failures().find(RUN + "-processor-3").orElseThrow().failure();

    assertThat(failure.origin()).isEqualTo(ORIGIN);
    assertThat(failure.reason()).isEqualTo(Reason.VALUE_INVALID);
    assertThat(failure.position()).isEqualTo(3);
    assertThat(failure.payload().bytes()).asString().isEqualTo("{}");
  }

  @Test
  void aFailureIsListed() {
    putFailure();

    for (Optional<String> run : List.of(Optional.<String>empty(), Optional.of(RUN))) {
      assertThat(
              made.failures()
                  .slice(
                      Selection.of(run.map(id -> Map.of(Selection.RUN, id)).orElse(Map.of())),
                      new SliceRequest(5, false, Optional.empty()))
                  .items())
          .extracting(kept -> FailureTableIT.read(kept).failure().origin())
          .containsExactly(ORIGIN);
    }
  }
}
