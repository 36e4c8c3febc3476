package pagestream.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Ends the tasks that the queue gave up on: a failure for each, which has the row that it carried,
/// so that nothing is lost and its run goes on. Those of a run that was cancelled end as such.
public final class ExhaustedTasks {
  private static final Rejection EXHAUSTED =
      new Rejection(
          Reason.TASK_EXHAUSTED,
          "the page could not be worked on, however often it was tried; the log of the scraper has"
              + " the error");

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

  /// A task that has ended all the same stays as it ended.
  public void end(TaskMessage message) {
    switch (runs.state(message.task()).orElseGet(TaskState.Ended::new)) {
      case TaskState.Ended ended -> {}
      case TaskState.Cancelled cancelled -> leave(message.task());
      case TaskState.Open open -> fail(message);
    }
  }

  /// As the scraper ends a task of a run that was cancelled.
  private void leave(Task task) {
    Origin origin = origin(task);
    failures.keep(Failure.left(origin, task, NotFollowed.CANCELLED, origin.scrapedAt()));
    int rows = task.carried().isPresent() ? 1 : 0;
    Leads leads = Leads.none(task, NotFollowed.CANCELLED);
    runs.end(new EndedTask(origin, rows, rows, 0, 0, null, leads, origin.scrapedAt()));
  }

  /// Keeps the failure before the end.
  private void fail(TaskMessage message) {
    Origin origin = origin(message.task());
    Failure failure =
        Failure.ofPage(
            origin,
            message.task(),
            EXHAUSTED,
            Payload.json(TaskCodec.encode(message).getBytes(StandardCharsets.UTF_8)));
    failures.keep(Failure.again(origin, message.task(), EXHAUSTED));
    failures.keep(List.of(failure));
    runs.end(EndedTask.failed(origin, failure.rows(), 0, failure.id(), origin.scrapedAt()));
  }

  /// Of a page that was never fetched.
  private Origin origin(Task task) {
    return new Origin(
        task.run(),
        task.source(),
        task.recipe(),
        "",
        task.id(),
        pageIds.get(),
        task.url(),
        clock.instant());
  }
}
