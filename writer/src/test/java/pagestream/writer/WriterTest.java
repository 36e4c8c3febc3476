package pagestream.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.writer.Samples.NOW;
import static pagestream.writer.Samples.batch;
import static pagestream.writer.Samples.begin;
import static pagestream.writer.Samples.end;
import static pagestream.writer.Samples.page;
import static pagestream.writer.Samples.record;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.aws.CallTime;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.timing.Deadline;

class WriterTest {
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private final TestTables tables = new TestTables(CLOCK);
  private final Writer writer = tables.writer(CLOCK);

  private Outcome write(Batch<TypedRecord> batch) {
    writer.handle(batch, Deadline.in(Duration.ofSeconds(10)));
    return tables.outcomes().get(batch.origin().page() + "/" + batch.number());
  }

  @Test
  void writesDownWhatBecameOfEachRecord() {
    write(batch("run2", "tt1=A", "tt2=B"));
    tables.refused.add("tt4");
    Batch<TypedRecord> batch = batch("run1", "tt1=A", "tt2=X", "tt3=C", "tt4=D", "tt5=E");

    assertThat(write(batch))
        .isEqualTo(Outcome.stored(batch, Stage.WRITER, 2, 1, 1, NOW))
        .matches(outcome -> outcome.failed() == 1 && outcome.isWhole());
  }

  @Test
  void writesTheSameRecordOfTwoRunsAsOneItem() {
    write(batch("run1", "tt1=A"));
    Outcome second = write(batch("run2", "tt1=A"));

    assertThat(tables.records.writes()).isEqualTo(1);
    assertThat(second.unchanged()).isEqualTo(1);
  }

  @Test
  void keepsTheFirstOutcomeOfABatchDeliveredAgain() {
    Outcome first = write(batch("run1", "tt1=A"));
    write(batch("run2", "tt1=B"));

    assertThat(write(batch("run1", "tt1=A"))).isEqualTo(first);
    assertThat(tables.outcomes()).hasSize(2);
  }

  @Test
  void countsWhatAnEarlierStageFailedSoThatTheOutcomeIsOfTheWholeBatch() {
    Batch<TypedRecord> packed = batch("run1", "tt1=A", "tt2=B");
    Batch<TypedRecord> handedOn = packed.with(List.of(packed.entries().getFirst()));

    Outcome outcome = write(handedOn);

    assertThat(outcome.rows()).isEqualTo(2);
    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(outcome.failed()).isEqualTo(1);
  }

  @Test
  void findsALateRunStaleWhereANewerOneFoundTheRecordUnchanged() {
    write(batch("run1", "tt1=A"));
    begin(tables.runs, "run2");
    assertThat(write(batch("run3", "tt1=A")).unchanged()).isEqualTo(1);

    assertThat(write(batch("run2", "tt1=B")).stale()).isEqualTo(1);
    assertThat(tables.items("tt1").get("tt1").hash()).isEqualTo("A");
  }

  private Outcome writeAgain(Batch<TypedRecord> batch, boolean isOutdated) {
    Origin.Redriven how = new Origin.Redriven("again-" + batch.origin().page(), "", isOutdated);
    writer.handle(
        new Batch<>(batch.origin().again("run9", "task", how), 0, batch.rows(), batch.entries()),
        Deadline.in(Duration.ofSeconds(10)));
    return tables.outcomes().get("again-" + batch.origin().page() + "/0");
  }

  @Test
  void recordsThatAreSentAgainAreAsOldAsTheirPage() {
    write(batch("run1", "tt1=A", "tt2=A", "tt3=A"));
    write(batch("run3", "tt2=C", "tt3=A"));

    Outcome outcome = writeAgain(batch("run2", "tt1=B", "tt2=B", "tt4=B"), false);

    assertThat(List.of(outcome.stored(), outcome.unchanged(), outcome.stale()))
        .containsExactly(2, 0, 1);
    assertThat(tables.items("tt1").get("tt1").page()).isEqualTo("run2-page");
    assertThat(tables.items("tt2").get("tt2").hash()).isEqualTo("C");
  }

  private Failure failed(Batch<TypedRecord> batch, int position) {
    return Failure.of(
        Stage.WRITER,
        batch.origin(),
        position,
        new Rejection(Reason.KEY_INVALID, "refused"),
        Payload.NOTHING,
        NOW);
  }

  private FailureStatus status(Failure failure) {
    return tables.failures.find(failure.id()).orElseThrow().status();
  }

  @Test
  void aFailureIsResolvedOnceItsRecordIsStoredAndFailsAgainIfItIsNot() {
    Batch<TypedRecord> page = batch("run1", "tt1=A", "tt2=B");
    List<Failure> failures = List.of(failed(page, 0), failed(page, 1));
    tables.failures.keep(failures);
    Task redrive = new Task("run9", "films", "movies", "https://example.org/");
    failures.forEach(
        failure -> assertThat(tables.failures.claim(failure.id(), redrive, NOW)).isPresent());
    tables.refused.add("tt2");
    String ids = failures.getFirst().id().replaceFirst("-writer-0$", "");
    Origin.Redriven how = new Origin.Redriven("again", ids, false);

    writer.handle(
        new Batch<>(page.origin().again("run9", redrive.id(), how), 0, 2, page.entries()),
        Deadline.in(Duration.ofSeconds(10)));

    assertThat(failures)
        .map(this::status)
        .containsExactly(FailureStatus.RESOLVED, FailureStatus.FAILED_AGAIN);
  }

  /// Nobody knows that run3 found the record unchanged, but that it has read records.
  @Test
  void recordsOfAPageThatALaterRunHasReadReplaceNothing() {
    write(batch("run1", "tt1=A"));
    write(batch("run3", "tt1=A"));

    Outcome outcome = writeAgain(batch("run2", "tt1=B", "tt2=B"), true);

    assertThat(List.of(outcome.stored(), outcome.stale())).containsExactly(1, 1);
    assertThat(tables.items("tt1").get("tt1").hash()).isEqualTo("A");
    assertThat(tables.items("tt2").get("tt2").hash()).isEqualTo("B");
  }

  @Test
  void aRecordThatIsSentAgainAndFoundUnchangedIsAsNewAsItsPage() {
    write(batch("run1", "tt1=A"));
    assertThat(writeAgain(batch("run3", "tt1=A"), false).unchanged()).isOne();

    assertThat(writeAgain(batch("run2", "tt1=B"), false).stale()).isOne();
  }

  @Test
  void keepsARefusedRecordSoThatItCanBeSentAgain() {
    tables.refused.add("tt2");
    Batch<TypedRecord> batch = batch("run1", 3, 40, List.of("tt1=A", "tt2=B"));

    write(batch);

    Failure failure = tables.kept().get("run1-" + batch.origin().task() + "-writer-41");
    assertThat(failure.reason()).isEqualTo(Reason.ITEM_REFUSED);
    assertThat(failure.message()).isEqualTo("expected a record that the test allows, found one");
    assertThat(failure.position()).isEqualTo(41);
    assertThat(failure.failedAt()).isEqualTo(NOW);
    assertThat(BatchCodec.RECORDS.decode(failure.payload().bytes()))
        .isEqualTo(Result.ok(batch.with(List.of(batch.entries().getLast()))));
  }

  @Test
  void keepsARefusedRecordOnceHoweverOftenItComes() {
    tables.refused.add("tt1");
    write(batch("run1", "tt1=A"));
    write(batch("run1", "tt1=A"));

    assertThat(tables.kept()).hasSize(1);
  }

  @Test
  void writesTheOutcomeAfterEverythingElse() {
    tables.refused.add("tt2");
    write(batch("run1", "tt1=A", "tt2=B"));

    assertThat(tables.calls).containsExactly("isOlderRunOpen", "versions", "put", "keep", "add");
    assertThat(writer.longest()).isEqualTo(CallTime.LONGEST.multipliedBy(tables.calls.size()));
  }

  @ParameterizedTest
  @CsvSource({
    "isOlderRunOpen, BEFORE",
    "versions, BEFORE",
    "put, BEFORE",
    "put, PARTLY",
    "put, AFTER",
    "keep, BEFORE",
    "keep, AFTER",
    "add, BEFORE"
  })
  void leavesNoOutcomeAfterATransientErrorAndIsWholeTheNextTime(String call, Fault fault) {
    tables.refused.add("tt2");
    tables.faulty.put(call, fault);
    Batch<TypedRecord> batch = batch("run1", "tt1=A", "tt2=B");

    assertThatThrownBy(() -> write(batch)).isInstanceOf(TransientException.class);
    assertThat(tables.outcomes()).isEmpty();

    tables.faulty.clear();
    Outcome outcome = write(batch);
    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(outcome.failed()).isEqualTo(1);
    assertThat(tables.kept()).hasSize(1);
  }

  @Test
  void keepsTheOutcomeWhoseAnswerWasLost() {
    Batch<TypedRecord> batch = batch("run1", "tt1=A");
    tables.faulty.put("add", Fault.AFTER);
    assertThatThrownBy(() -> write(batch)).isInstanceOf(TransientException.class);
    tables.faulty.clear();

    assertThat(write(batch)).isEqualTo(Outcome.stored(batch, Stage.WRITER, 1, 0, 0, NOW));
    assertThat(tables.outcomes()).hasSize(1);
  }

  private static final int KEYS = 12;

  /// By a run that settled long ago.
  private static final Map<String, String> STORED_BEFORE =
      IntStream.range(0, KEYS)
          .boxed()
          .collect(Collectors.toMap(key -> "tt" + key, key -> key % 2 == 0 ? "A" : "B"));

  /// Runs arrive in any order, some batches more than once, some after a fault.
  @Test
  void endsInTheNewestRunsContentWhateverTheOrderOfDelivery() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Map<String, String> newest = new HashMap<>(STORED_BEFORE);
      List<Batch<TypedRecord>> deliveries = new ArrayList<>();
      for (int run = 1; run <= 4; run++) {
        for (int number = 0; number < 2; number++) {
          Batch<TypedRecord> batch = randomBatch("run" + run, number, random);
          batch.entries().forEach(record -> newest.put(record.id(), record.hash()));
          Collections.addAll(deliveries, batch, batch);
        }
      }
      Collections.shuffle(deliveries, random);

      TestTables ended = deliver(deliveries, random);

      Map<String, String> contents = new HashMap<>();
      ended
          .items(newest.keySet().toArray(String[]::new))
          .forEach((id, version) -> contents.put(id, version.hash()));
      assertThat(contents).as("seed %d", seed).isEqualTo(newest);
      assertThat(ended.outcomes().values())
          .as("seed %d", seed)
          .hasSize(8)
          .allSatisfy(outcome ->
              assertThat(outcome.stored() + outcome.unchanged() + outcome.stale()).isEqualTo(4));
    }
  }

  /// Four records, of which several may have one key, in one batch of a run or in two.
  private static Batch<TypedRecord> randomBatch(String run, int number, Random random) {
    List<String> records = new ArrayList<>();
    while (records.size() < 4) {
      records.add("tt" + random.nextInt(KEYS) + "=" + "AB".charAt(random.nextInt(2)));
    }
    return batch(run, number, number * 4, records);
  }

  private static TestTables deliver(List<Batch<TypedRecord>> deliveries, Random random) {
    TestTables tables = new TestTables(CLOCK);
    STORED_BEFORE.forEach(
        (id, content) -> tables.store(page("run0"), record(0, id + "=" + content)));
    Writer writer = tables.writer(CLOCK);
    for (int run = 1; run <= 4; run++) {
      begin(tables.runs, "run" + run);
      end(tables.runs, "run" + run, 8, 2);
    }
    List<Batch<TypedRecord>> waiting = new ArrayList<>(deliveries);
    while (!waiting.isEmpty()) {
      Batch<TypedRecord> next = waiting.removeFirst();
      if (random.nextInt(4) == 0) {
        tables.faulty.put(
            random.nextBoolean() ? "put" : "add",
            List.of(Fault.BEFORE, Fault.AFTER, Fault.PARTLY).get(random.nextInt(3)));
      }
      try {
        writer.handle(next, Deadline.in(Duration.ofSeconds(10)));
      } catch (TransientException e) {
        waiting.add(next);
      }
      tables.faulty.clear();
    }
    return tables;
  }
}
