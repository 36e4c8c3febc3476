package pagestream.scraper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskSender;
import pagestream.timing.Deadline;

/// Sends the first task of a run, which is worked on at once, to the queue in case the process is
/// killed. That is done before the run begins, so that each run that has begun also ends.
record FirstTasks(TaskSender sender) {
  /// How long after its deadline a function may still be at work: it is killed then, and clocks
  /// differ a little.
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// The task comes when this process must have ended. If it has ended the task, nothing is done
  /// then.
  void send(Task task, Instant now, Deadline deadline) {
    sender.send(List.of(new TaskMessage(task, 0, now.plus(deadline.left()).plus(GRACE))), deadline);
  }
}
