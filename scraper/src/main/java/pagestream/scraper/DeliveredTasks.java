package pagestream.scraper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Log;
import pagestream.pipeline.MovedPage;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Runs;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskSender;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.Work;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;

/// Works on the tasks that the queue delivers: each may come twice, too early, or after its run has
/// been cancelled.
final class DeliveredTasks {
  /// How often a page is asked for again after the first time in vain.
  static final int RETRIES = 3;

  private static final Backoff BETWEEN_TRIES =
      new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5));

  private final Scraper scraper;
  private final Redriver redriver;
  private final Runs runs;
  private final Failures failures;
  private final TaskSender sender;
  private final InstantSource clock;
  private final Log log;

  DeliveredTasks(
      Scraper scraper,
      Redriver redriver,
      Runs runs,
      Failures failures,
      TaskSender sender,
      InstantSource clock,
      Log log) {
    this.scraper = scraper;
    this.redriver = redriver;
    this.runs = runs;
    this.failures = failures;
    this.sender = sender;
    this.clock = clock;
    this.log = log;
  }

  /// @param text a message's
  void deliver(String text, Deadline deadline) {
    switch (TaskCodec.decode(text)) {
      case Result.Ok<TaskMessage>(TaskMessage message) -> deliver(message, deadline);
      case Result.Rejected<TaskMessage>(Rejection why) when why.reason() == Reason.TASK_VERSION ->
          throw new TransientException(why.message() + "; it is left to the version that made it");
      case Result.Rejected<TaskMessage>(Rejection why) ->
          failures.keep(List.of(Failure.ofMessage(text, why, clock.instant())));
    }
  }

  private void deliver(TaskMessage message, Deadline deadline) {
    switch (runs.state(message.task()).orElseGet(TaskState.Ended::new)) {
      case TaskState.Ended ended -> {
        log.about(message.task().about())
            .debug("task %s has nothing left to do".formatted(message.task().id()));
        redriver.hasEnded(message.task());
      }
      case TaskState.Cancelled cancelled -> scraper.cancel(message.task(), deadline);
      case TaskState.Open open when message.notBefore().isAfter(clock.instant()) ->
          sender.send(List.of(message), deadline);
      case TaskState.Open open when message.task().work() instanceof Work.Redrive part ->
          redriver.work(message.task(), part, deadline.less(Scraper.RESERVE));
      case TaskState.Open open -> work(message, open, deadline);
    }
  }

  private void work(TaskMessage message, TaskState.Open state, Deadline deadline) {
    boolean isLastTry = message.tries() >= RETRIES;
    switch (scraper.scrapeInTurn(message, state, isLastTry, deadline)) {
      case ScrapeResult.Scraped scraped -> scraped.in(log).debug(scraped.line());
      case ScrapeResult.Failed failed -> failed.in(log).warn(failed.line());
      case ScrapeResult.Later(Instant at, Optional<MovedPage> moved) ->
          sender.send(List.of(message.at(at, moved)), deadline);
      case ScrapeResult.InVain(Rejection why) -> {
        log.about(message.task().about()).debug("%s; trying again".formatted(why.message()));
        Instant next = clock.instant().plus(BETWEEN_TRIES.delay(message.tries() + 1));
        sender.send(List.of(message.again(next)), deadline);
      }
    }
  }
}
