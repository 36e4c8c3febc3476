package pagestream.pipeline;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import pagestream.timing.Deadline;

/// How a stage consumes its stream, by Lambda's rules for partial batch responses: a stream record
/// that can never be read is a failure and the next one goes on; a passing fault stops at its
/// record, which comes again with all after it.
///
/// [AWS: reporting batch item
/// failures](https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html)
public final class StreamConsumer<E extends Entry> {

  /// What a stage does with one batch. It must be idempotent: the same batch can come again.
  @FunctionalInterface
  public interface BatchHandler<E extends Entry> {
    void handle(Batch<E> batch, Deadline deadline);
  }

  private final Stage stage;
  private final BatchCodec<E> codec;
  private final BatchHandler<E> handler;
  private final Failures failures;
  private final InstantSource clock;
  private final Log log;

  public StreamConsumer(
      Stage stage,
      BatchCodec<E> codec,
      BatchHandler<E> handler,
      Failures failures,
      InstantSource clock,
      Log log) {
    this.stage = stage;
    this.codec = codec;
    this.handler = handler;
    this.failures = failures;
    this.clock = clock;
    this.log = log;
  }

  /// Consumes the records in order. Returns the sequence number from which on they must come again;
  /// empty means all are done.
  public Optional<String> consume(List<StreamRecord> records, Deadline deadline) {
    for (StreamRecord streamRecord : records) {
      if (!isDone(streamRecord, deadline)) {
        return Optional.of(streamRecord.sequenceNumber());
      }
    }
    return Optional.empty();
  }

  /// Errors are caught too: one that escaped would lose what is known of the records before it.
  private boolean isDone(StreamRecord streamRecord, Deadline deadline) {
    if (deadline.passed()) {
      log.warn("out of time before " + streamRecord.sequenceNumber() + ": it comes again");
      return false;
    }
    try {
      consume(streamRecord, deadline);
      return true;
    } catch (RuntimeException | Error e) {
      log.fault(streamRecord.sequenceNumber() + " comes again after a fault", e);
      return false;
    }
  }

  private void consume(StreamRecord streamRecord, Deadline deadline) {
    switch (codec.decode(streamRecord.data())) {
      case BatchCodec.Decoded.Content<E>(Batch<E> batch) -> handler.handle(batch, deadline);
      case BatchCodec.Decoded.Unreadable<E>(Reason reason, String message) -> {
        Failure failure =
            Failure.ofStreamRecord(
                stage, streamRecord, new Rejection(reason, message), clock.instant());
        failures.keep(List.of(failure));
        log.warn("kept failure %s: %s: %s".formatted(failure.id(), reason, message));
      }
    }
  }
}
