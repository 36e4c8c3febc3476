package pagestream.pipeline;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Keeps the batches that a stage could not work on: a failure for each row where its rows can be
/// read, else one for the stream record; and the batch's outcome, so that its run settles.
public final class FailedBatches<E extends Entry> {
  private final Stage stage;
  private final BatchCodec<E> codec;
  private final Failures failures;
  private final Runs runs;
  private final InstantSource clock;

  public FailedBatches(
      Stage stage, BatchCodec<E> codec, Failures failures, Runs runs, InstantSource clock) {
    this.stage = stage;
    this.codec = codec;
    this.failures = failures;
    this.runs = runs;
    this.clock = clock;
  }

  /// Keeps what an event source mapping discarded after its last try, or for its age.
  public void discarded(List<StreamRecord> discarded) {
    for (StreamRecord streamRecord : discarded) {
      switch (codec.decode(streamRecord.data())) {
        case Result.Ok<Batch<E>>(Batch<E> batch) -> discarded(batch);
        case Result.Rejected<Batch<E>>(Rejection why) -> discarded(streamRecord, why);
      }
    }
  }

  /// A batch whose last answer alone was lost has ended, and is no failure.
  private void discarded(Batch<E> batch) {
    if (!runs.hasEnded(batch, stage)) {
      failures.keep(batch.entries().stream().map(entry -> failure(batch, entry)).toList());
      runs.add(Outcome.givenUp(batch, stage, clock.instant()));
    }
  }

  /// A function of a later version may have ended the batch, or have begun to.
  private void discarded(StreamRecord streamRecord, Rejection why) {
    Optional<BatchEnvelope> envelope = BatchEnvelope.of(streamRecord.data());
    Optional<Batch<Row>> batch = envelope.map(BatchEnvelope::batch);
    if (batch.filter(known -> runs.hasEnded(known, stage)).isEmpty()) {
      keep(streamRecord, envelope, why);
      batch.ifPresent(known -> runs.add(Outcome.givenUp(known, stage, clock.instant())));
    }
  }

  private Failure failure(Batch<E> batch, E entry) {
    return Failure.of(
        stage,
        batch.origin(),
        entry.position(),
        new Rejection(
            Reason.RETRIES_EXHAUSTED,
            "its batch failed until its last try, or until it was too old to be tried again;"
                + " the function's log has the error"),
        Payload.json(codec.json(batch.with(List.of(entry)))),
        clock.instant());
  }

  /// Keeps a stream record that can never be read. Where it still says whose batch it is, the rows
  /// of that batch count as failed.
  public Failure unreadable(StreamRecord streamRecord, Rejection why) {
    Optional<BatchEnvelope> envelope = BatchEnvelope.of(streamRecord.data());
    Failure failure = keep(streamRecord, envelope, why);
    envelope
        .map(BatchEnvelope::batch)
        .ifPresent(
            batch -> runs.add(Outcome.handedOn(batch, stage, batch.rows(), clock.instant())));
    return failure;
  }

  private Failure keep(StreamRecord streamRecord, Optional<BatchEnvelope> envelope, Rejection why) {
    Failure failure = Failure.ofStreamRecord(stage, streamRecord, envelope, why, clock.instant());
    failures.keep(List.of(failure));
    return failure;
  }
}
