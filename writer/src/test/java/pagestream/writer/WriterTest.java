package pagestream.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.writer.Samples.batch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Stage;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.timing.Deadline;

class WriterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  private final InMemoryTables tables = new InMemoryTables();
  private final Writer writer =
      new Writer(tables, tables, tables, InstantSource.fixed(NOW), Samples.NO_LOG);

  private Outcome write(Batch<TypedRecord> batch) {
    writer.handle(batch, Deadline.in(Duration.ofSeconds(10)));
    return tables.outcomes.get(batch.origin().run() + "/" + batch.number());
  }

  @Test
  void writesDownWhatBecameOfEachRecord() {
    write(batch("run2", "tt1=A", "tt2=B"));
    tables.refused.add("tt4");
    Batch<TypedRecord> batch = batch("run1", "tt1=A", "tt2=X", "tt3=C", "tt4=D", "tt5=E");

    assertThat(write(batch))
        .isEqualTo(new Outcome(batch.origin(), Stage.WRITER, 0, 2, 1, 1, 1, List.of("tt1"), NOW));
  }

  @Test
  void writesTheSameRecordOfTwoRunsAsOneItem() {
    write(batch("run1", "tt1=A"));
    Outcome second = write(batch("run2", "tt1=A"));

    assertThat(tables.items).hasSize(1);
    assertThat(second.unchanged()).isEqualTo(1);
  }

  @Test
  void keepsTheFirstOutcomeOfABatchDeliveredAgain() {
    Outcome first = write(batch("run1", "tt1=A"));
    write(batch("run2", "tt1=B"));

    assertThat(write(batch("run1", "tt1=A"))).isEqualTo(first);
    assertThat(tables.outcomes).hasSize(2);
  }

  @Test
  void findsALateRunStaleWhereANewerOneFoundTheRecordUnchanged() {
    write(batch("run1", "tt1=A"));
    assertThat(write(batch("run3", "tt1=A")).untouched()).containsExactly("tt1");

    assertThat(write(batch("run2", "tt1=B")).stale()).isEqualTo(1);
    assertThat(tables.items.get("tt1").hash()).isEqualTo("A");
  }

  @Test
  void namesAKeyOnceAmongTheUntouched() {
    write(batch("run1", "tt1=A"));

    Outcome outcome = write(batch("run2", "tt1=A", "tt1=A"));

    assertThat(outcome.unchanged()).isEqualTo(2);
    assertThat(outcome.untouched()).containsExactly("tt1");
  }

  @Test
  void keepsARefusedRecordSoThatItCanBeSentAgain() {
    tables.refused.add("tt2");
    Batch<TypedRecord> batch = batch("run1", 3, 40, List.of("tt1=A", "tt2=B"));

    write(batch);

    Failure failure = tables.failures.get("run1-writer-41");
    assertThat(failure.reason()).isEqualTo(Reason.ITEM_REFUSED);
    assertThat(failure.message()).isEqualTo("too large an item");
    assertThat(failure.position()).isEqualTo(41);
    assertThat(failure.failedAt()).isEqualTo(NOW);
    assertThat(BatchCodec.RECORDS.decode(failure.payload().bytes()))
        .isEqualTo(
            new BatchCodec.Decoded.Content<>(batch.with(List.of(batch.entries().getLast()))));
  }

  @Test
  void keepsARefusedRecordOnceHoweverOftenItComes() {
    tables.refused.add("tt1");
    write(batch("run1", "tt1=A"));
    write(batch("run1", "tt1=A"));

    assertThat(tables.failures).hasSize(1);
  }

  @Test
  void writesTheOutcomeAfterEverythingElse() {
    tables.refused.add("tt2");
    write(batch("run1", "tt1=A", "tt2=B"));

    assertThat(tables.calls)
        .containsExactly("versions", "untouchedSince", "put [tt1, tt2]", "keep 1", "add");
  }

  @ParameterizedTest
  @ValueSource(strings = {"versions", "untouchedSince", "put", "keep", "add"})
  void leavesNoOutcomeAfterAPassingFaultAndIsWholeTheNextTime(String faulty) {
    tables.refused.add("tt2");
    tables.faulty.add(faulty);
    Batch<TypedRecord> batch = batch("run1", "tt1=A", "tt2=B");

    assertThatThrownBy(() -> write(batch)).isInstanceOf(TransientException.class);
    assertThat(tables.outcomes).isEmpty();

    tables.faulty.clear();
    Outcome outcome = write(batch);
    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(outcome.failed()).isEqualTo(1);
    assertThat(tables.failures).hasSize(1);
  }

  /// Runs arrive in any order, some batches more than once, some after a fault.
  @Test
  void endsInTheNewestRunsContentWhateverTheOrderOfDelivery() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Map<String, String> newest = new HashMap<>();
      List<Batch<TypedRecord>> deliveries = new ArrayList<>();
      for (int run = 1; run <= 4; run++) {
        for (int number = 0; number < 2; number++) {
          Batch<TypedRecord> batch = randomBatch("run" + run, number, random);
          batch.entries().forEach(record -> newest.put(record.id(), record.hash()));
          Collections.addAll(deliveries, batch, batch);
        }
      }
      Collections.shuffle(deliveries, random);

      InMemoryTables ended = deliver(deliveries, random);

      Map<String, String> contents = new HashMap<>();
      ended.items.forEach((id, version) -> contents.put(id, version.hash()));
      assertThat(contents).as("seed %d", seed).isEqualTo(newest);
      assertThat(ended.outcomes.values())
          .as("seed %d", seed)
          .hasSize(8)
          .allSatisfy(outcome ->
              assertThat(outcome.stored() + outcome.unchanged() + outcome.stale()).isEqualTo(4));
    }
  }

  /// Four records, of which several may have one key; no key stands in two batches of a run.
  private static Batch<TypedRecord> randomBatch(String run, int number, Random random) {
    List<String> records = new ArrayList<>();
    while (records.size() < 4) {
      records.add("tt" + number + random.nextInt(4) + "=" + "AB".charAt(random.nextInt(2)));
    }
    return batch(run, number, number * 4, records);
  }

  private static InMemoryTables deliver(List<Batch<TypedRecord>> deliveries, Random random) {
    InMemoryTables tables = new InMemoryTables();
    Writer writer = new Writer(tables, tables, tables, InstantSource.fixed(NOW), Samples.NO_LOG);
    List<Batch<TypedRecord>> waiting = new ArrayList<>(deliveries);
    while (!waiting.isEmpty()) {
      Batch<TypedRecord> next = waiting.removeFirst();
      if (random.nextInt(4) == 0) {
        tables.faulty.add(random.nextBoolean() ? "put" : "add");
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
