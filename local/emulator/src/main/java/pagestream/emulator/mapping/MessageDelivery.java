package pagestream.emulator.mapping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import pagestream.emulator.mapping.BatchOutcome.Failure;
import pagestream.emulator.mapping.BatchOutcome.NotInvoked;
import pagestream.emulator.mapping.BatchOutcome.PartialFailure;
import pagestream.emulator.mapping.BatchOutcome.Success;
import software.amazon.awssdk.services.sqs.model.Message;

/// Invokes the function with a batch of messages and deletes those that are done, by the rules of
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>. The others stay
/// in the queue, which gives them again after their visibility timeout.
final class MessageDelivery {
  private final QueueMappingParts parts;
  private final Pauses pauses;
  private final BatchFunction<Message> function;

  MessageDelivery(QueueMappingParts parts, SqsEventJson events, Pauses pauses) {
    this.parts = parts;
    this.pauses = pauses;
    this.function =
        new BatchFunction<>(
            parts.invoker(),
            events,
            parts.arns().function(),
            parts.settings().reportBatchItemFailures(),
            parts.log());
  }

  /// A function that is not reached is tried again for as long as the messages are hidden.
  void deliver(List<Message> batch) {
    Instant end = parts.clock().instant().plus(hiddenFor());
    for (int failures = 1; ; failures++) {
      BatchOutcome outcome = function.invoke(batch);
      Duration pause = parts.pacing().backoff().delay(failures);
      boolean isLate = !parts.clock().instant().plus(pause).isBefore(end);
      if (!(outcome instanceof NotInvoked) || isLate || pauses.stopped()) {
        settle(batch, outcome);
        return;
      }
      pauses.pause(pause);
    }
  }

  /// The first of the batch may have waited for a whole window.
  private Duration hiddenFor() {
    return parts.settings().visibilityTimeout().minusSeconds(parts.settings().batchWindowSeconds());
  }

  private void settle(List<Message> batch, BatchOutcome outcome) {
    switch (outcome) {
      case Success _ -> delete(batch);
      case PartialFailure(Set<String> failed) -> {
        delete(batch.stream().filter(m -> !failed.contains(m.messageId())).toList());
        redelivered(failed.size(), batch.size());
      }
      case Failure _, NotInvoked _ -> redelivered(batch.size(), batch.size());
    }
  }

  private void delete(List<Message> messages) {
    try {
      for (Message left : parts.queue().delete(messages)) {
        log("message %s could not be deleted and may be redelivered".formatted(left.messageId()));
      }
    } catch (RuntimeException e) {
      log("%d messages could not be deleted and are redelivered: %s".formatted(messages.size(), e));
    }
  }

  private void redelivered(int failed, int all) {
    log(
        "%d of %d messages failed; the queue redelivers them after its visibility timeout of %d s"
            .formatted(failed, all, parts.settings().visibilityTimeout().toSeconds()));
  }

  private void log(String line) {
    parts.log().accept("queue " + parts.settings().queue() + ": " + line);
  }
}
