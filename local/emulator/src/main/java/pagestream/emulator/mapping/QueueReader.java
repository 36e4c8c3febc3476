package pagestream.emulator.mapping;

import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/// One queue, as a mapping uses it.
interface QueueReader {
  /// The most messages that SQS gives at a time.
  int MOST = 10;

  /// Waits for messages, for a second or so, and gives at most [#MOST] of them.
  List<Message> receive(int limit);

  /// Returns what could not be deleted.
  List<Message> delete(List<Message> messages);
}
