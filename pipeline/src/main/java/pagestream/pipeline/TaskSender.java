package pagestream.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import pagestream.timing.Deadline;

/// Sends tasks to the queue within the limits of SendMessageBatch (10 messages and 256 KiB a
/// request).
public final class TaskSender {
  static final int MAX_MESSAGES = 10;

  /// As much as one message may have, too.
  public static final int MAX_BYTES = 256 << 10;

  /// Kept free for where a task's page may have moved: its address in UTF-8, and what stands around
  /// it.
  private static final int FOR_MOVED = 4 * MovedPage.MAX_LENGTH;

  private final BulkSender<TaskMessage> sender;

  public TaskSender(TaskQueue queue) {
    this.sender = new BulkSender<>(MAX_MESSAGES, MAX_BYTES, TaskSender::bytes, queue::send);
  }

  /// Sends all of them, or throws a [TransientException]: a task that is not in the queue would
  /// never be done.
  public void send(List<TaskMessage> messages, Deadline deadline) {
    List<TaskMessage> unsent = sender.send(messages, deadline);
    if (!unsent.isEmpty()) {
      throw new TransientException(
          "%d of %d tasks were not taken by the queue in time"
              .formatted(unsent.size(), messages.size()));
    }
  }

  /// Whether its address is no longer than may be followed, and the queue could take it, also if
  /// its page moves.
  public static boolean fits(TaskMessage message) {
    return message.task().url().length() <= MovedPage.MAX_LENGTH
        && bytes(message) <= MAX_BYTES - FOR_MOVED;
  }

  private static int bytes(TaskMessage message) {
    return TaskCodec.encode(message).getBytes(StandardCharsets.UTF_8).length;
  }
}
