package pagestream.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.memory.InMemoryRuns;

class FailedBatchesTest {
  private final List<Failure> kept = new ArrayList<>();
  private final InMemoryRuns runs = new InMemoryRuns(() -> Samples.NOW);

  @Test
  void everyRowOfABatchBecomesAFailure() {
    keep(Samples.record("100", Samples.batch(4, Samples.row(40), Samples.row(41))));

    assertThat(kept)
        .map(Failure::id)
        .containsExactly(
            "01JCZX8V3F0000000000000000-c0ffee-writer-40",
            "01JCZX8V3F0000000000000000-c0ffee-writer-41");
    assertThat(kept).allMatch(failure -> failure.reason() == Reason.RETRIES_EXHAUSTED);
    assertThat(kept).allMatch(failure -> failure.failedAt().equals(Samples.NOW));
  }

  @Test
  void aFailuresPayloadIsABatchOfItsRowAlone() {
    keep(Samples.record("100", Samples.batch(4, Samples.row(40), Samples.row(41))));

    Payload payload = kept.get(1).payload();
    assertThat(payload.contentType()).isEqualTo("application/json");
    assertThat(BatchCodec.ROWS.decode(payload.bytes()))
        .isEqualTo(Result.ok(new Batch<>(Samples.ORIGIN, 4, 2, List.of(Samples.row(41)))));
  }

  @Test
  void theBatchIsCountedSoThatItsRunSettles() {
    keep(Samples.record("100", Samples.batch(4, Samples.row(40), Samples.row(41))));

    assertThat(runs.outcomes())
        .containsExactly(
            new Outcome(
                Samples.ORIGIN.run(),
                Samples.ORIGIN.page(),
                4,
                Stage.WRITER,
                2,
                0,
                0,
                0,
                2,
                true,
                Samples.NOW));
  }

  @Test
  void aRecordThatIsNoBatchIsKeptWholeAndTheNextGoesOn() {
    keep(
        Samples.record("100", new byte[] {1, 2, 3}),
        Samples.record("101", Samples.batch(0, Samples.row(0))));

    assertThat(kept)
        .map(Failure::reason)
        .containsExactly(Reason.BATCH_UNREADABLE, Reason.RETRIES_EXHAUSTED);
    assertThat(kept.getFirst().id()).isEqualTo("writer-shardId-000000000000-100");
    assertThat(runs.outcomes()).hasSize(1);
  }

  @Test
  void aBatchThatHasEndedAlreadyIsNoFailure() {
    Batch<Row> batch = Samples.batch(4, Samples.row(40));
    runs.add(Outcome.stored(batch, Stage.WRITER, 1, 0, 0, Samples.NOW));

    keep(Samples.record("100", batch));

    assertThat(kept).isEmpty();
    assertThat(runs.outcomes()).hasSize(1);
  }

  @Test
  void aBatchThatAnEarlierStageAloneHasEndedIsAFailure() {
    Batch<Row> batch = Samples.batch(4, Samples.row(40));
    runs.add(Outcome.handedOn(batch, Stage.PROCESSOR, 0, Samples.NOW));

    keep(Samples.record("100", batch));

    assertThat(kept).hasSize(1);
  }

  @Test
  void aBatchOfALaterVersionStillCountsForItsRun() {
    Batch<Row> batch = Samples.batch(4, Samples.row(40), Samples.row(41));

    keep(laterVersion(batch.with(List.of(Samples.row(41)))));

    assertThat(kept)
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.reason()).isEqualTo(Reason.BATCH_VERSION);
          assertThat(failure.origin()).isEqualTo(Samples.ORIGIN);
          assertThat(failure.rows()).as("the other one failed before").isEqualTo(1);
        });
    assertThat(runs.outcomes()).containsExactly(Outcome.givenUp(batch, Stage.WRITER, Samples.NOW));
  }

  @Test
  void aBatchThatALaterVersionHasEndedIsNoFailure() {
    Batch<Row> batch = Samples.batch(4, Samples.row(40));
    runs.add(Outcome.stored(batch, Stage.WRITER, 1, 0, 0, Samples.NOW));

    keep(laterVersion(batch));

    assertThat(kept).isEmpty();
    assertThat(runs.outcomes()).hasSize(1);
  }

  @Test
  void aBatchThatBreaksOffStillCountsForItsRun() {
    Batch<Row> whole = new Batch<>(Samples.ORIGIN, 4, 100, Samples.rows(100));
    byte[] packed = BatchCodec.ROWS.encode(whole);
    StreamRecord brokenOff = Samples.record("100", Arrays.copyOf(packed, packed.length / 2));

    Failure failure =
        failed(kept::addAll)
            .unreadable(brokenOff, new Rejection(Reason.BATCH_UNREADABLE, "it breaks off"));

    assertThat(kept).containsExactly(failure);
    assertThat(failure.origin()).isEqualTo(Samples.ORIGIN);
    assertThat(failure.rows()).isEqualTo(100);
    assertThat(runs.outcomes())
        .containsExactly(Outcome.handedOn(whole, Stage.WRITER, 100, Samples.NOW));
  }

  @Test
  void aBatchWhoseFailuresCannotBeKeptIsNotCounted() {
    Failures broken =
        failures -> {
          throw new TransientException("the error table is away");
        };

    assertThatThrownBy(
            () -> failed(broken).discarded(List.of(Samples.record("1", Samples.batch(0)))))
        .isInstanceOf(TransientException.class);
    assertThat(runs.outcomes()).isEmpty();
  }

  private static StreamRecord laterVersion(Batch<Row> batch) {
    String json = new String(BatchCodec.ROWS.json(batch), UTF_8);
    return Samples.record("100", json.replace("\"version\":2", "\"version\":3").getBytes(UTF_8));
  }

  private void keep(StreamRecord... records) {
    failed(kept::addAll).discarded(List.of(records));
  }

  private FailedBatches<Row> failed(Failures failures) {
    return new FailedBatches<>(Stage.WRITER, BatchCodec.ROWS, failures, runs, () -> Samples.NOW);
  }
}
