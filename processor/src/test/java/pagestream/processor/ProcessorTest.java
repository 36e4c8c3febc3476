package pagestream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.catalog.Recipes;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Entry;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Row;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Stream;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.timing.Deadline;

class ProcessorTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");
  private static final Origin ORIGIN =
      new Origin(
          "01JCZX8V3F0000000000000000",
          "movies",
          "0a1b2c3d4e5f",
          "https://example.org/",
          Instant.parse("2026-11-21T10:15:00Z"));

  /// What was done, in order: "keep", "publish" and "outcome".
  private final List<String> steps = new ArrayList<>();

  private final List<Failure> kept = new ArrayList<>();
  private final List<Batch<TypedRecord>> published = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final KeepingLog log = new KeepingLog();

  @Test
  void goodRowsArePublishedAsRecordsOfTheSameBatch() {
    handle(batch(good(0), good(1)));

    Batch<TypedRecord> batch = published.getFirst();
    assertThat(batch.origin()).isEqualTo(ORIGIN);
    assertThat(batch.number()).isEqualTo(4);
    assertThat(batch.entries()).map(TypedRecord::id).containsExactly("tt0", "tt1");
    assertThat(batch.entries()).map(TypedRecord::position).containsExactly(0, 1);
  }

  @Test
  void aBatchWithoutFailuresHasNoOutcomeHere() {
    handle(batch(good(0)));

    assertThat(kept).isEmpty();
    assertThat(outcomes).isEmpty();
  }

  @Test
  void aRowThatFailsIsKeptAndTheOthersGoOn() {
    handle(batch(good(0), bad(1), good(2)));

    assertThat(published.getFirst().entries()).map(TypedRecord::position).containsExactly(0, 2);
    Failure failure = kept.getFirst();
    assertThat(kept).hasSize(1);
    assertThat(failure.id()).isEqualTo("01JCZX8V3F0000000000000000-processor-1");
    assertThat(failure.reason()).isEqualTo(Reason.VALUE_INVALID);
    assertThat(failure.message()).contains("startYear", "soon");
    assertThat(failure.position()).isEqualTo(1);
    assertThat(failure.failedAt()).isEqualTo(NOW);
  }

  @Test
  void aFailuresPayloadCanBeSentThroughTheStageAgain() {
    handle(batch(good(0), bad(1)));

    Payload payload = kept.getFirst().payload();
    assertThat(payload.contentType()).isEqualTo(Payload.JSON);
    assertThat(BatchCodec.ROWS.decode(payload.bytes()))
        .isEqualTo(new BatchCodec.Decoded.Content<>(batch(bad(1))));
  }

  @Test
  void theOutcomeIsWrittenLastAndCountsWhatFailed() {
    handle(batch(good(0), bad(1), bad(2)));

    assertThat(steps).containsExactly("keep", "publish", "outcome");
    assertThat(outcomes)
        .containsExactly(new Outcome(ORIGIN, Stage.PROCESSOR, 4, 0, 0, 0, 2, List.of(), NOW));
  }

  @Test
  void whereEveryRowFailsNothingIsPublished() {
    handle(batch(bad(0), bad(1)));

    assertThat(published).isEmpty();
    assertThat(kept).hasSize(2);
    assertThat(outcomes).map(Outcome::failed).containsExactly(2);
  }

  @Test
  void anUnknownRecipeFailsEachRow() {
    Origin origin =
        new Origin(ORIGIN.run(), "films", ORIGIN.recipeVersion(), ORIGIN.url(), ORIGIN.scrapedAt());

    handle(new Batch<>(origin, 4, List.of(good(0), good(1))));

    assertThat(kept).map(Failure::reason).containsOnly(Reason.RECIPE_UNKNOWN).hasSize(2);
    assertThat(published).isEmpty();
    assertThat(outcomes).map(Outcome::failed).containsExactly(2);
  }

  @Test
  void aStreamThatDoesNotTakeTheBatchIsAPassingFaultWithoutAnOutcome() {
    Stream full = records -> all(records.size());

    assertThatThrownBy(() -> processor(full, this::keep).handle(batch(good(0), bad(1)), soon()))
        .isInstanceOf(TransientException.class);
    assertThat(outcomes).isEmpty();
  }

  @Test
  void failuresThatCannotBeKeptStopTheBatchBeforeAnythingIsPublished() {
    Failures broken =
        failures -> {
          throw new TransientException("the error table is away");
        };

    assertThatThrownBy(
            () -> processor(this::publish, broken).handle(batch(good(0), bad(1)), soon()))
        .isInstanceOf(TransientException.class);
    assertThat(steps).isEmpty();
  }

  @Test
  void aBatchThatComesAgainMakesTheSameFailuresRecordsAndOutcome() {
    handle(batch(good(0), bad(1), bad(2)));
    handle(batch(good(0), bad(1), bad(2)));

    assertThat(kept.subList(2, 4)).map(Failure::id).isEqualTo(ids(kept.subList(0, 2)));
    assertThat(published.get(1)).isEqualTo(published.get(0));
    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
  }

  @Test
  void aRowThatExhaustsTheStackCostsItselfAlone(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("movies.yml"),
        """
        rows: tr
        key: id
        fields:
          id: {select: td, required: true, match: '(?:a|b)*c'}
        """);
    Row endless = new Row(0, Map.of("id", "ab".repeat(500_000)));
    Row good = new Row(1, Map.of("id", "abc"));

    processor(Recipes.in(folder), this::publish, this::keep)
        .handle(batch(endless, good), Deadline.in(Duration.ofMinutes(1)));

    assertThat(kept).map(Failure::reason).containsExactly(Reason.UNEXPECTED);
    assertThat(published.getFirst().entries()).map(TypedRecord::id).containsExactly("abc");
    assertThat(log.lines())
        .anyMatch(line -> line.startsWith("WARN") && line.contains("StackOverflow"));
  }

  @Test
  void theLogSaysWhatBecameOfTheBatch() {
    handle(batch(good(0), bad(1)));

    assertThat(log.lines())
        .containsExactly(
            "DEBUG run 01JCZX8V3F0000000000000000 position 1: VALUE_INVALID: startYear: expected an"
                + " integer, found \"soon\"",
            "INFO run 01JCZX8V3F0000000000000000 batch 4: 1 records, 1 failed");
  }

  private static Row good(int position) {
    return new Row(position, Map.of("id", "tt" + position, "primaryTitle", "Jüri Rumm"));
  }

  private static Row bad(int position) {
    return new Row(
        position, Map.of("id", "tt" + position, "primaryTitle", "Jüri", "startYear", "soon"));
  }

  private static Batch<Row> batch(Row... rows) {
    return new Batch<>(ORIGIN, 4, List.of(rows));
  }

  private static List<String> ids(List<Failure> failures) {
    return failures.stream().map(Failure::id).toList();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofMillis(20));
  }

  private void handle(Batch<Row> batch) {
    processor(this::publish, this::keep).handle(batch, Deadline.in(Duration.ofMinutes(1)));
  }

  private Processor processor(Stream stream, Failures failures) {
    return processor(Recipes.packed(), stream, failures);
  }

  private Processor processor(Recipes recipes, Stream stream, Failures failures) {
    return new Processor(
        recipes,
        new Publisher<>(stream, BatchCodec.RECORDS),
        new KeepingRuns(),
        failures,
        () -> NOW,
        log);
  }

  private void keep(Collection<Failure> failures) {
    steps.add("keep");
    kept.addAll(failures);
  }

  private BitSet publish(List<Stream.Put> records) {
    steps.add("publish");
    records.forEach(put -> published.add(content(put.data())));
    return new BitSet();
  }

  private static Batch<TypedRecord> content(byte[] bytes) {
    return switch (BatchCodec.RECORDS.decode(bytes)) {
      case BatchCodec.Decoded.Content<TypedRecord>(Batch<TypedRecord> batch) -> batch;
      case BatchCodec.Decoded.Unreadable<? extends Entry> unreadable ->
          throw new AssertionError(unreadable);
    };
  }

  private static BitSet all(int count) {
    BitSet all = new BitSet();
    all.set(0, count);
    return all;
  }

  private final class KeepingRuns implements Runs {
    @Override
    public void begin(RunHead head) {
      throw new AssertionError("the processor begins no run");
    }

    @Override
    public void add(Outcome outcome) {
      steps.add("outcome");
      outcomes.add(outcome);
    }
  }
}
