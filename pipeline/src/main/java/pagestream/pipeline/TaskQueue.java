package pagestream.pipeline;

import java.util.BitSet;
import java.util.List;

/// Sends tasks to the queue, as SQS' SendMessageBatch does it: some of a request may fail.
public interface TaskQueue {
  /// Sends the tasks with one request, and returns the indexes of those that failed. A request that
  /// fails as a whole fails all of them.
  BitSet send(List<TaskMessage> messages);
}
