package pagestream.pipeline;

import java.time.Instant;
import java.util.Optional;

/// A task on its way through the queue.
///
/// @param tries how often its page was asked for in vain
/// @param notBefore when it is to be worked on
/// @param moved where its page is to be asked for, if not at its own address
public record TaskMessage(Task task, int tries, Instant notBefore, Optional<MovedPage> moved) {
  public TaskMessage(Task task, int tries, Instant notBefore) {
    this(task, tries, notBefore, Optional.empty());
  }

  /// What the task that led to it keeps of it.
  public FoundTask found() {
    return new FoundTask(task.id(), task.url(), Optional.of(notBefore));
  }

  /// The same task, at another time.
  public TaskMessage at(Instant time, Optional<MovedPage> movedTo) {
    return new TaskMessage(task, tries, time, movedTo);
  }

  /// The same task, after it was tried in vain.
  public TaskMessage again(Instant time) {
    return new TaskMessage(task, tries + 1, time);
  }
}
