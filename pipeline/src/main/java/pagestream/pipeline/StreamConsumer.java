package pagestream.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.timing.Deadline;

/// How a stage consumes its stream, by Lambda's rules for partial batch responses. A stream record
/// that can never be read is a failure. One that meets a transient error is redelivered, with all
/// after it, and so are those that the time does not suffice for.
///
/// A batch of a later version is redelivered as well: while a new version is deployed, functions of
/// both versions read the stream.
///
/// The records after a transient error are worked on all the same. Lambda splits a batch at the
/// sequence number that is reported, so that a first record which fails each time keeps all others
/// with it, and they are discarded together after the last retry. What has ended by then is no
/// failure (see [FailedBatches]); what was never tried would be one.
///
/// [AWS: reporting batch item
/// failures](https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html)
public final class StreamConsumer<E extends Entry> {

  /// What a stage does with one batch. It must be idempotent: the same batch can be redelivered.
  @FunctionalInterface
  public interface BatchHandler<E extends Entry> {
    void handle(Batch<E> batch, Deadline deadline);

    /// What a batch takes at most. With less time left, none is begun.
    default Duration longest() {
      return Duration.ZERO;
    }
  }

  private final BatchCodec<E> codec;
  private final BatchHandler<E> handler;
  private final FailedBatches<E> failed;
  private final Log log;

  /// @param failed keeps what can never be read
  public StreamConsumer(
      BatchCodec<E> codec, BatchHandler<E> handler, FailedBatches<E> failed, Log log) {
    this.codec = codec;
    this.handler = handler;
    this.failed = failed;
    this.log = log;
  }

  /// Consumes the records in order. Returns the sequence number from which on they must be
  /// redelivered: that of the first one that is not done; empty means all are done.
  public Optional<String> consume(List<StreamRecord> records, Deadline deadline) {
    List<StreamRecord> failed =
        records.stream().filter(streamRecord -> !isDone(streamRecord, deadline)).toList();
    return failed.stream().findFirst().map(StreamRecord::sequenceNumber);
  }

  /// Errors are caught too: one that escaped would lose what is known of the records before it.
  private boolean isDone(StreamRecord streamRecord, Deadline deadline) {
    if (deadline.passed() || deadline.left().compareTo(handler.longest()) < 0) {
      log.warn(
          "too little time is left for %s: it is redelivered"
              .formatted(streamRecord.sequenceNumber()));
      return false;
    }
    Log about = log;
    try {
      switch (codec.decode(streamRecord.data())) {
        case Result.Ok<Batch<E>>(Batch<E> batch) -> {
          about = log.about(batch.about());
          handler.handle(batch, deadline);
        }
        case Result.Rejected<Batch<E>>(Rejection why) -> reject(streamRecord, why);
      }
      return true;
    } catch (RuntimeException | Error e) {
      about.fault(streamRecord.sequenceNumber() + " is redelivered after a fault", e);
      return false;
    }
  }

  private void reject(StreamRecord streamRecord, Rejection why) {
    if (why.reason() == Reason.BATCH_VERSION) {
      throw new TransientException(why.message() + "; it is left to the version that made it");
    }
    Failure failure = failed.unreadable(streamRecord, why);
    Map<String, String> about = failure.origin() == null ? Map.of() : failure.origin().about();
    log.about(about)
        .warn("kept failure %s: %s: %s".formatted(failure.id(), why.reason(), why.message()));
  }
}
