package pagestream.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Ends the tasks that the queue gave up on: a failure for each, which has the row that it carried,
/// so that nothing is lost and its run goes on.
public final class ExhaustedTasks {
  private final Failures failures;
  private final Runs runs;
  private final Supplier<String> pageIds;
  private final InstantSource clock;

  /// @param pageIds ULIDs
  public ExhaustedTasks(
      Failures failures, Runs runs, Supplier<String> pageIds, InstantSource clock) {
    this.failures = failures;
    this.runs = runs;
    this.pageIds = pageIds;
    this.clock = clock;
  }

  /// Keeps the failure before the end. A task that has ended all the same stays as it ended.
  public void end(TaskMessage message) {
    Task task = message.task();
    if (runs.state(task).filter(state -> !(state instanceof TaskState.Ended)).isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Origin origin =
        new Origin(
            task.run(),
            task.source(),
            task.recipe(),
            "",
            task.id(),
            pageIds.get(),
            task.url(),
            now);
    int rows = task.carried().isPresent() ? 1 : 0;
    Failure failure =
        Failure.ofPage(
            origin,
            rows,
            new Rejection(
                Reason.TASK_EXHAUSTED,
                "the page could not be worked on, however often it was tried; the log of the"
                    + " scraper has the error"),
            Payload.json(TaskCodec.encode(message).getBytes(StandardCharsets.UTF_8)));
    failures.keep(List.of(failure));
    runs.end(EndedTask.failed(origin, rows, 0, failure.id(), now));
  }
}
