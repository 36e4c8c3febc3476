package pagestream.emulator.mapping;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.Message;

/// Receives messages in batches until the mapping stops, and survives what fails meanwhile.
final class QueuePoller {
  private final QueueMappingParts parts;
  private final Pauses pauses;
  private final BatchBuffer<Message> buffer;
  private int failures;

  QueuePoller(QueueMappingParts parts, SqsEventJson events, Pauses pauses) {
    this.parts = parts;
    this.pauses = pauses;
    this.buffer = new BatchBuffer<>(parts.settings(), events, parts.clock());
  }

  /// The next batch; none once the mapping stops.
  Optional<List<Message>> next() {
    while (!pauses.stopped()) {
      if (buffer.isReady()) {
        List<Message> batch = buffer.take();
        buffer.startWindow();
        return Optional.of(batch);
      }
      buffer.add(receive());
    }
    return Optional.empty();
  }

  private List<Message> receive() {
    try {
      List<Message> messages = parts.queue().receive(buffer.room());
      failures = 0;
      return messages;
    } catch (RuntimeException e) {
      failures++;
      if (!pauses.stopped()) {
        parts.log().accept("queue %s: receiving failed, trying again: %s".formatted(name(), e));
        pauses.pause(parts.pacing().backoff().delay(failures));
      }
      return List.of();
    }
  }

  private String name() {
    return parts.settings().queue();
  }
}
