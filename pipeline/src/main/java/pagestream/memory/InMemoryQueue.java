package pagestream.memory;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskQueue;

/// A queue of tasks in memory. It can be made to fail: wholly, wholly although it took the tasks,
/// or for the second half of a request.
public final class InMemoryQueue implements TaskQueue {
  private final List<TaskMessage> sent = new ArrayList<>();
  private final Faults faults;

  public InMemoryQueue() {
    this(Faults.NONE);
  }

  public InMemoryQueue(Faults faults) {
    this.faults = faults;
  }

  @Override
  public BitSet send(List<TaskMessage> messages) {
    return InMemoryStream.take(faults.of("sendMessageBatch"), messages, sent);
  }

  public List<TaskMessage> sent() {
    return List.copyOf(sent);
  }
}
