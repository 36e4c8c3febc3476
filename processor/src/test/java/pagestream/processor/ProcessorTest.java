package pagestream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.aws.CallTime;
import pagestream.catalog.Recipes;
import pagestream.memory.Faults;
import pagestream.memory.Faults.Fault;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryRuns;
import pagestream.memory.InMemoryStream;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.timing.Deadline;

class ProcessorTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");
  private static final Origin ORIGIN = Origins.of(Map.of("url", "https://example.org/"));

  /// What was done, in order.
  private final List<String> steps = new ArrayList<>();

  /// Calls that fail, and how.
  private final Map<String, Fault> faulty = new HashMap<>();

  private final Faults faults =
      call -> {
        steps.add(call);
        return faulty.getOrDefault(call, Fault.NONE);
      };
  private final InMemoryStream stream = new InMemoryStream(faults);
  private final InMemoryFailures failures = new InMemoryFailures(faults);
  private final InMemoryRuns runs = new InMemoryRuns(() -> NOW, faults);
  private final KeepingLog log = new KeepingLog();

  @Test
  void goodRowsArePublishedAsRecordsOfTheSameBatch() {
    handle(batch(good(0), good(1)));

    Batch<TypedRecord> batch = published().getFirst();
    assertThat(batch.origin()).isEqualTo(ORIGIN);
    assertThat(batch.number()).isEqualTo(4);
    assertThat(batch.entries()).map(TypedRecord::id).containsExactly("tt0", "tt1");
    assertThat(batch.entries()).map(TypedRecord::position).containsExactly(0, 1);
  }

  @Test
  void aBatchWithoutFailuresIsHandedOnWhole() {
    handle(batch(good(0)));

    assertThat(kept()).isEmpty();
    assertThat(runs.outcomes())
        .containsExactly(Outcome.handedOn(batch(good(0)), Stage.PROCESSOR, 0, NOW));
  }

  @Test
  void aRowThatFailsIsKeptAndTheOthersGoOn() {
    handle(batch(good(0), bad(1), good(2)));

    assertThat(published().getFirst().entries()).map(TypedRecord::position).containsExactly(0, 2);
    Failure failure = kept().getFirst();
    assertThat(kept()).hasSize(1);
    assertThat(failure.id()).isEqualTo("01JCZX8V3F0000000000000000-c0ffee-processor-1");
    assertThat(failure.reason()).isEqualTo(Reason.VALUE_INVALID);
    assertThat(failure.message()).contains("startYear", "soon");
    assertThat(failure.position()).isEqualTo(1);
    assertThat(failure.failedAt()).isEqualTo(NOW);
  }

  @Test
  void aFailuresPayloadCanBeSentThroughTheStageAgain() {
    handle(batch(good(0), bad(1)));

    Payload payload = kept().getFirst().payload();
    assertThat(payload.contentType()).isEqualTo(Payload.JSON);
    assertThat(BatchCodec.ROWS.decode(payload.bytes()))
        .isEqualTo(Result.ok(batch(good(0), bad(1)).with(List.of(bad(1)))));
  }

  @Test
  void theOutcomeIsWrittenLastAndCountsWhatFailed() {
    handle(batch(good(0), bad(1), bad(2)));

    assertThat(steps).containsExactly("keep", "putRecords", "add");
    assertThat(processor().longest()).isGreaterThan(CallTime.LONGEST.multipliedBy(steps.size()));
    assertThat(runs.outcomes())
        .containsExactly(Outcome.handedOn(batch(bad(0), bad(1), bad(2)), Stage.PROCESSOR, 2, NOW));
  }

  @Test
  void whereEveryRowFailsNothingIsPublished() {
    handle(batch(bad(0), bad(1)));

    assertThat(published()).isEmpty();
    assertThat(kept()).hasSize(2);
    assertThat(runs.outcomes()).map(Outcome::failed).containsExactly(2);
  }

  @Test
  void rowsThatAreSentAgainResolveTheirFailuresOrFailAgain() {
    handle(batch(bad(0), bad(1)));
    Task redrive = new Task("01JREDRIVE", "", "movies", "/errors");
    List<String> ids = kept().stream().map(Failure::id).toList();
    ids.forEach(id -> failures.claim(id, redrive, NOW));
    String task = ids.getFirst().replace("-processor-0", "");
    Origin origin =
        ORIGIN.again(redrive.run(), redrive.id(), new Origin.Redriven("01JAGAIN", task, false));
    steps.clear();

    handle(new Batch<>(origin, 0, 2, List.of(good(0), bad(1))));

    assertThat(kept()).as("no failure more").hasSize(2);
    assertThat(ids)
        .map(id -> failures.find(id).orElseThrow().status())
        .containsExactly(FailureStatus.RESOLVED, FailureStatus.FAILED_AGAIN);
    assertThat(published().getLast().origin()).isEqualTo(origin);
    assertThat(steps).startsWith("keep", "putRecords", "resolve", "add");
    assertThat(runs.outcomes().getLast().page()).isEqualTo("01JAGAIN");
    assertThat(runs.outcomes().getLast().run()).isEqualTo("01JREDRIVE");
  }

  /// The scraper may have been deployed with the recipe a moment ago.
  @Test
  void aRecipeThatIsNotDeployedIsATransientErrorAndFailsNoRow() {
    Origin origin = Origins.with(ORIGIN, Map.of("recipe", "films"));
    Batch<Row> batch = new Batch<>(origin, 4, 2, List.of(good(0), good(1)));

    assertThatThrownBy(() -> processor().handle(batch, soon()))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("expected the recipe \"films\" to be deployed, found none");

    assertThat(kept()).isEmpty();
    assertThat(published()).isEmpty();
    assertThat(runs.outcomes()).isEmpty();
  }

  @Test
  void aStreamThatDoesNotTakeTheBatchIsATransientErrorWithoutAnOutcome() {
    faulty.put("putRecords", Fault.BEFORE);

    assertThatThrownBy(() -> processor().handle(batch(good(0), bad(1)), soon()))
        .isInstanceOf(TransientException.class);
    assertThat(runs.outcomes()).isEmpty();
  }

  @Test
  void failuresThatCannotBeKeptStopTheBatchBeforeAnythingIsPublished() {
    faulty.put("keep", Fault.PARTLY);

    assertThatThrownBy(() -> processor().handle(batch(good(0), bad(1)), soon()))
        .isInstanceOf(TransientException.class);
    assertThat(steps).containsExactly("keep");
  }

  @ParameterizedTest
  @CsvSource({"keep, AFTER", "keep, PARTLY", "add, BEFORE", "add, AFTER"})
  void aBatchThatIsRedeliveredAfterAFaultEndsTheSame(String call, Fault fault) {
    faulty.put(call, fault);
    assertThatThrownBy(() -> processor().handle(batch(good(0), bad(1), bad(2)), soon()))
        .isInstanceOf(TransientException.class);
    faulty.clear();

    handle(batch(good(0), bad(1), bad(2)));

    assertThat(kept()).map(Failure::position).containsExactlyInAnyOrder(1, 2);
    assertThat(Set.copyOf(published())).hasSize(1);
    assertThat(runs.outcomes())
        .containsExactly(Outcome.handedOn(batch(good(0), bad(1), bad(2)), Stage.PROCESSOR, 2, NOW));
  }

  @Test
  void aRowThatExhaustsTheStackCostsItselfAlone(@TempDir Path folder) throws IOException {
    Row endless = new Row(0, Map.of("id", "ab".repeat(500_000)));
    Row good = new Row(1, Map.of("id", "abc"));

    processor(matching(folder, "(?:a|b)*c"))
        .handle(batch(endless, good), Deadline.in(Duration.ofMinutes(1)));

    assertThat(kept()).map(Failure::reason).containsExactly(Reason.UNEXPECTED);
    assertThat(published().getFirst().entries()).map(TypedRecord::id).containsExactly("abc");
    assertThat(log.lines())
        .anyMatch(line -> line.startsWith("WARN") && line.contains("StackOverflow"));
  }

  @Test
  @Timeout(10)
  void aRowWhoseTextTakesARegularExpressionTooLongCostsItselfAlone(@TempDir Path folder)
      throws IOException {
    Row digits = new Row(0, Map.of("id", "1".repeat(300_000)));
    Row good = new Row(1, Map.of("id", "1. first"));

    processor(matching(folder, "(\\d+)\\."))
        .handle(batch(digits, good), Deadline.in(Duration.ofMinutes(1)));

    assertThat(kept()).map(Failure::reason).containsExactly(Reason.MATCH_TOO_LONG);
    assertThat(kept().getFirst().message()).startsWith("id: expected \"(\\d+)\\.\"");
    assertThat(published().getFirst().entries()).map(TypedRecord::id).containsExactly("1");
  }

  @Test
  void theLogSaysWhatBecameOfTheBatch() {
    handle(batch(good(0), bad(1)));

    assertThat(log.lines())
        .containsExactly(
            "DEBUG run 01JCZX8V3F0000000000000000 page 01JCZX8V3G0000000000000000 batch 4 position 1:"
                + " VALUE_INVALID: startYear: expected an integer, found \"soon\"",
            "DEBUG run 01JCZX8V3F0000000000000000 page 01JCZX8V3G0000000000000000 batch 4:"
                + " 1 records, 1 failed");
  }

  private static Recipes matching(Path folder, String regex) throws IOException {
    Files.writeString(
        folder.resolve("movies.yml"),
        """
        rows: tr
        key: id
        fields:
          id: {select: td, required: true, match: '%s'}
        """
            .formatted(regex));
    return Recipes.in(folder);
  }

  private static Row good(int position) {
    return new Row(position, Map.of("id", "tt" + position, "primaryTitle", "Jüri Rumm"));
  }

  private static Row bad(int position) {
    return new Row(
        position, Map.of("id", "tt" + position, "primaryTitle", "Jüri", "startYear", "soon"));
  }

  private static Batch<Row> batch(Row... rows) {
    return new Batch<>(ORIGIN, 4, rows.length, List.of(rows));
  }

  private List<Failure> kept() {
    return failures.kept();
  }

  private List<Batch<TypedRecord>> published() {
    return stream.records().stream().map(put -> content(put.data())).toList();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofMillis(20));
  }

  private void handle(Batch<Row> batch) {
    processor().handle(batch, Deadline.in(Duration.ofMinutes(1)));
  }

  private Processor processor() {
    return processor(Recipes.packaged());
  }

  private Processor processor(Recipes recipes) {
    return new Processor(
        recipes,
        new Publisher<>(stream, BatchCodec.RECORDS),
        runs,
        failures,
        failures,
        () -> NOW,
        log);
  }

  private static Batch<TypedRecord> content(byte[] bytes) {
    return switch (BatchCodec.RECORDS.decode(bytes)) {
      case Result.Ok<Batch<TypedRecord>>(Batch<TypedRecord> batch) -> batch;
      case Result.Rejected<Batch<TypedRecord>>(Rejection why) -> throw new AssertionError(why);
    };
  }
}
