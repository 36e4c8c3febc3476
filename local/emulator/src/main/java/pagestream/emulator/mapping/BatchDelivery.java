package pagestream.emulator.mapping;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pagestream.emulator.mapping.BatchOutcome.Failure;
import pagestream.emulator.mapping.BatchOutcome.NotInvoked;
import pagestream.emulator.mapping.BatchOutcome.PartialFailure;
import pagestream.emulator.mapping.BatchOutcome.Success;

/// Invokes the function with one batch until each record of it is done or discarded, and moves the
/// shard's checkpoint along, by the rules of
/// <https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html> and
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html>.
final class BatchDelivery {
  /// A batch to invoke the function with; `invocations` reached it, `failures` include the others.
  private record Attempt(List<KinesisRecord> records, int invocations, int failures) {
    /// A batch of its own, with the whole retry quota: AWS counts only retries of the same batch.
    static Attempt first(List<KinesisRecord> records) {
      return new Attempt(records, 0, 0);
    }

    Attempt invokedAgain() {
      return new Attempt(records, invocations + 1, failures + 1);
    }

    Attempt notInvoked() {
      return new Attempt(records, invocations, failures + 1);
    }
  }

  private final StreamMappingParts parts;
  private final StreamMappingSettings settings;
  private final String shardId;
  private final Pauses pauses;
  private final BatchFunction<KinesisRecord> function;
  private final InvocationRecordJson invocationRecords;

  BatchDelivery(StreamMappingParts parts, String shardId, Pauses pauses) {
    this.parts = parts;
    this.settings = parts.settings();
    this.shardId = shardId;
    this.pauses = pauses;
    this.function =
        new BatchFunction<>(
            parts.invoker(),
            new KinesisEventJson(parts.arns(), shardId),
            parts.arns().function(),
            settings.reportBatchItemFailures(),
            parts.log());
    this.invocationRecords = new InvocationRecordJson(parts.arns(), shardId, parts.clock());
  }

  /// Returns early when the mapping stops; the checkpoint then stands before what is not done.
  void deliver(List<KinesisRecord> batch) {
    Deque<Attempt> work = new ArrayDeque<>();
    work.push(Attempt.first(batch));
    while (!work.isEmpty() && !pauses.stopped()) {
      withoutOldRecords(work.pop()).ifPresent(attempt -> attempt(attempt, work));
    }
  }

  private void attempt(Attempt attempt, Deque<Attempt> work) {
    switch (function.invoke(attempt.records())) {
      case Success _ -> done(attempt.records());
      case NotInvoked _ -> retry(attempt.notInvoked(), work);
      case PartialFailure(Set<String> failed) ->
          partlyFailed(lowest(attempt.records(), failed), attempt, work);
      case Failure(boolean functionError) -> failed(attempt.invokedAgain(), functionError, work);
    }
  }

  /// The lowest of the reported sequence numbers is where the shard goes on.
  private static int lowest(List<KinesisRecord> records, Set<String> failed) {
    int index = 0;
    while (!failed.contains(records.get(index).sequenceNumber())) {
      index++;
    }
    return index;
  }

  private void partlyFailed(int from, Attempt attempt, Deque<Attempt> work) {
    if (from > 0) {
      retryFrom(from, attempt, work);
    } else {
      failed(attempt.invokedAgain(), false, work);
    }
  }

  private void retryFrom(int from, Attempt attempt, Deque<Attempt> work) {
    List<KinesisRecord> rest = attempt.records().subList(from, attempt.records().size());
    save(new Position.At(rest.getFirst().sequenceNumber()));
    work.push(Attempt.first(rest));
    pauses.pause(parts.pacing().backoff().delay(1));
  }

  private void failed(Attempt attempt, boolean functionError, Deque<Attempt> work) {
    List<KinesisRecord> records = attempt.records();
    if (settings.bisectBatchOnFunctionError() && records.size() > 1) {
      int middle = records.size() / 2;
      work.push(Attempt.first(records.subList(middle, records.size())));
      work.push(Attempt.first(records.subList(0, middle)));
      pauses.pause(parts.pacing().backoff().delay(1));
    } else if (isExhausted(attempt)) {
      int invocations = attempt.invocations();
      discard(
          records,
          invocationRecords.retryAttemptsExhausted(records, invocations, functionError),
          "its retries are used up");
    } else {
      retry(attempt, work);
    }
  }

  private void retry(Attempt attempt, Deque<Attempt> work) {
    work.push(attempt);
    pauses.pause(parts.pacing().backoff().delay(attempt.failures()));
  }

  private boolean isExhausted(Attempt attempt) {
    return settings.maxRetryAttempts() != StreamMappingSettings.UNLIMITED
        && attempt.invocations() > settings.maxRetryAttempts();
  }

  private Optional<Attempt> withoutOldRecords(Attempt attempt) {
    if (settings.maxRecordAgeSeconds() == StreamMappingSettings.UNLIMITED) {
      return Optional.of(attempt);
    }
    List<KinesisRecord> records = attempt.records();
    Instant oldest = parts.clock().instant().minusSeconds(settings.maxRecordAgeSeconds());
    int old = (int) records.stream().takeWhile(r -> r.arrival().isBefore(oldest)).count();
    if (old == 0) {
      return Optional.of(attempt);
    }
    List<KinesisRecord> expired = records.subList(0, old);
    boolean isDiscarded =
        discard(expired, invocationRecords.recordAgeExceeded(expired), "its records are too old");
    List<KinesisRecord> rest = records.subList(old, records.size());
    return !isDiscarded || rest.isEmpty()
        ? Optional.empty()
        : Optional.of(new Attempt(rest, attempt.invocations(), attempt.failures()));
  }

  /// False if the mapping stopped before the on-failure destination had taken the batch.
  private boolean discard(List<KinesisRecord> batch, byte[] invocationRecord, String why) {
    String message =
        "%s of stream %s: the batch of %d from %s is discarded, because %s"
            .formatted(
                shardId, settings.stream(), batch.size(), batch.getFirst().sequenceNumber(), why);
    parts.log().accept(message);
    for (int failures = 1; !pauses.stopped(); failures++) {
      try {
        parts.onFailure().discarded(invocationRecord);
        done(batch);
        return true;
      } catch (RuntimeException e) {
        parts
            .log()
            .accept(
                message + ", but its on-failure destination did not take it, trying again: " + e);
        pauses.pause(parts.pacing().backoff().delay(failures));
      }
    }
    return false;
  }

  private void done(List<KinesisRecord> batch) {
    save(new Position.After(batch.getLast().sequenceNumber()));
  }

  private void save(Position position) {
    parts.checkpoints().save(settings.stream(), shardId, position);
  }
}
