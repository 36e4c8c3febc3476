package pagestream.pipeline;

import java.time.InstantSource;
import java.util.List;

/// Keeps what an event source mapping gave up on after all its tries: a failure for each row, and
/// the outcome of each batch, so that its run settles.
public final class DiscardedBatches<E extends Entry> {
  private final Stage stage;
  private final BatchCodec<E> codec;
  private final Failures failures;
  private final Runs runs;
  private final InstantSource clock;

  public DiscardedBatches(
      Stage stage, BatchCodec<E> codec, Failures failures, Runs runs, InstantSource clock) {
    this.stage = stage;
    this.codec = codec;
    this.failures = failures;
    this.runs = runs;
    this.clock = clock;
  }

  public void keep(List<StreamRecord> discarded) {
    for (StreamRecord streamRecord : discarded) {
      switch (codec.decode(streamRecord.data())) {
        case BatchCodec.Decoded.Content<E>(Batch<E> batch) -> keep(batch);
        case BatchCodec.Decoded.Unreadable<E>(Reason reason, String message) ->
            failures.keep(
                List.of(
                    Failure.ofStreamRecord(
                        stage, streamRecord, new Rejection(reason, message), clock.instant())));
      }
    }
  }

  private void keep(Batch<E> batch) {
    failures.keep(batch.entries().stream().map(entry -> failure(batch, entry)).toList());
    runs.add(
        Outcome.ofFailed(
            batch.origin(), stage, batch.number(), batch.entries().size(), clock.instant()));
  }

  private Failure failure(Batch<E> batch, E entry) {
    return Failure.of(
        stage,
        batch.origin(),
        entry.position(),
        new Rejection(
            Reason.RETRIES_EXHAUSTED,
            "its batch failed each time it was tried; the function's log has the fault"),
        Payload.json(codec.json(batch.with(List.of(entry)))),
        clock.instant());
  }
}
