package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscardedBatchesTest {
  private final List<Failure> kept = new ArrayList<>();
  private final KeepingRuns runs = new KeepingRuns();

  @Test
  void everyRowOfABatchBecomesAFailure() {
    keep(Samples.record("100", Samples.batch(4, Samples.row(40), Samples.row(41))));

    assertThat(kept)
        .map(Failure::id)
        .containsExactly(
            "01JCZX8V3F0000000000000000-writer-40", "01JCZX8V3F0000000000000000-writer-41");
    assertThat(kept).allMatch(failure -> failure.reason() == Reason.RETRIES_EXHAUSTED);
    assertThat(kept).allMatch(failure -> failure.failedAt().equals(Samples.NOW));
  }

  @Test
  void aFailuresPayloadIsABatchOfItsRowAlone() {
    keep(Samples.record("100", Samples.batch(4, Samples.row(40), Samples.row(41))));

    Payload payload = kept.get(1).payload();
    assertThat(payload.contentType()).isEqualTo("application/json");
    assertThat(BatchCodec.ROWS.decode(payload.bytes()))
        .isEqualTo(new BatchCodec.Decoded.Content<>(Samples.batch(4, Samples.row(41))));
  }

  @Test
  void theBatchIsCountedSoThatItsRunSettles() {
    keep(Samples.record("100", Samples.batch(4, Samples.row(40), Samples.row(41))));

    assertThat(runs.outcomes())
        .containsExactly(
            new Outcome(Samples.ORIGIN, Stage.WRITER, 4, 0, 0, 0, 2, List.of(), Samples.NOW));
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
  void aBatchWhoseFailuresCannotBeKeptIsNotCounted() {
    Failures broken =
        failures -> {
          throw new TransientException("the error table is away");
        };

    assertThatThrownBy(() -> discarded(broken).keep(List.of(Samples.record("1", Samples.batch(0)))))
        .isInstanceOf(TransientException.class);
    assertThat(runs.outcomes()).isEmpty();
  }

  private void keep(StreamRecord... records) {
    discarded(kept::addAll).keep(List.of(records));
  }

  private DiscardedBatches<Row> discarded(Failures failures) {
    return new DiscardedBatches<>(Stage.WRITER, BatchCodec.ROWS, failures, runs, () -> Samples.NOW);
  }
}
