package pagestream.scraper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.aws.CallTime;
import pagestream.catalog.Catalog;
import pagestream.extraction.Extraction;
import pagestream.fetching.Hop;
import pagestream.pipeline.MovedPage;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskState;
import pagestream.timing.Deadline;

/// Works on a task: fetches its page, takes rows and links off, and hands on what it found.
final class Scraper {
  /// Left of the time for a last call that hangs, and for keeping what could not be published.
  static final Duration RESERVE = CallTime.LONGEST.plus(CallTime.RESERVE);

  /// Left for publishing, however long fetching and reading take.
  static final Duration PUBLISHING = Duration.ofSeconds(3);

  /// Left for reading, however long fetching takes.
  static final Duration READING = Duration.ofSeconds(4);

  private final Catalog catalog;
  private final Visits visits;
  private final Revisits revisits;
  private final KeptPages keptPages;
  private final PageReader reader;
  private final PageEnd pageEnd;
  private final Backpressure backpressure;
  private final InstantSource clock;

  Scraper(
      Catalog catalog,
      Visits visits,
      Revisits revisits,
      KeptPages keptPages,
      PageReader reader,
      PageEnd pageEnd,
      Backpressure backpressure,
      InstantSource clock) {
    this.catalog = catalog;
    this.visits = visits;
    this.revisits = revisits;
    this.keptPages = keptPages;
    this.reader = reader;
    this.pageEnd = pageEnd;
    this.backpressure = backpressure;
    this.clock = clock;
  }

  /// At once, and whatever trouble its host is in: somebody waits for the answer.
  ScrapeResult.Ended scrapeAtOnce(Task task, Deadline deadline) {
    Deadline work = deadline.less(RESERVE);
    return switch (Job.of(task, TaskState.Open.NEW, catalog)) {
      case Result.Rejected<Job>(Rejection why) -> undeployed(task, why, work);
      case Result.Ok<Job>(Job job) when !task.work().isFetched() -> list(job, work);
      case Result.Ok<Job>(Job job) -> {
        Job known = known(job);
        yield end(known, read(known, visits.now(known, fetchedBy(work)), work), work);
      }
    };
  }

  /// When its host is free and the stages after this one keep up, unless its run has used up what
  /// its source allows.
  ///
  /// @param isLastTry whether a host in trouble fails the task, or a source that is not deployed:
  ///   before, it may be about to be
  ScrapeResult scrapeInTurn(
      TaskMessage message, TaskState.Open state, boolean isLastTry, Deadline deadline) {
    Deadline work = deadline.less(RESERVE);
    Task task = message.task();
    return switch (Job.of(task, state, catalog)) {
      case Result.Rejected<Job>(Rejection why) when !isLastTry -> new ScrapeResult.InVain(why);
      case Result.Rejected<Job>(Rejection why) -> undeployed(task, why, work);
      case Result.Ok<Job>(Job job) -> inTurn(job, message.moved(), isLastTry, work);
    };
  }

  private ScrapeResult inTurn(
      Job job, Optional<MovedPage> moved, boolean isLastTry, Deadline work) {
    Optional<NotFollowed> cutoff = job.cutoff(clock.instant());
    if (cutoff.isPresent()) {
      return pageEnd.leave(reader.none(job.task()), cutoff.get(), ListedPages.count(job), work);
    }
    if (!job.task().work().isFetched()) {
      return list(job, work);
    }
    Optional<Instant> digested = backpressure.waitUntil();
    return digested.isPresent()
        ? new ScrapeResult.Later(digested.get(), moved)
        : kept(job, work)
            .<ScrapeResult>map(reading -> end(job, reading, work))
            .orElseGet(() -> fetch(job, moved, isLastTry, work));
  }

  /// What is on the page that the failure has kept which the task is to make good.
  private Optional<Reading> kept(Job job, Deadline work) {
    return keptPages
        .find(job.task(), () -> reader.none(job.task()).origin().page())
        .map(kept -> reader.read(job, kept, readBy(work)));
  }

  private ScrapeResult fetch(Job job, Optional<MovedPage> moved, boolean isLastTry, Deadline work) {
    Optional<NotFollowed> forbidden = job.forbidden();
    return forbidden.isPresent()
        ? pageEnd.leave(reader.none(job.task()), forbidden.get(), 1, work)
        : visit(known(job), moved, isLastTry, work);
  }

  private ScrapeResult visit(Job job, Optional<MovedPage> moved, boolean isLastTry, Deadline work) {
    return switch (visits.inTurn(job, job.hop().movedTo(moved), fetchedBy(work))) {
      case Visit.Later(Instant at, Hop hop) -> new ScrapeResult.Later(at, hop.moved());
      case Visit.Done done -> tried(job, read(job, done, work), isLastTry, work);
    };
  }

  /// When a page must have come: one that comes in the last moment can be read and published, too.
  static Deadline fetchedBy(Deadline work) {
    return readBy(work).less(READING);
  }

  /// When a page must have been read.
  static Deadline readBy(Deadline work) {
    return work.less(PUBLISHING);
  }

  private Job known(Job job) {
    return job.with(revisits.find(job, () -> reader.none(job.task()).origin()));
  }

  private ScrapeResult.Ended list(Job job, Deadline work) {
    return pageEnd.lead(job, reader.none(job.task()), ListedPages.of(job), Map.of(), work);
  }

  private ScrapeResult tried(Job job, Reading reading, boolean isLastTry, Deadline work) {
    return !isLastTry && reading instanceof Reading.Lost lost && lost.isTrouble()
        ? new ScrapeResult.InVain(lost.why())
        : end(job, reading, work);
  }

  private ScrapeResult.Ended undeployed(Task task, Rejection why, Deadline work) {
    return pageEnd.fail(reader.none(task), why, Payload.NOTHING, work);
  }

  /// Reads the page, and tells its host how it answered, whatever becomes of reading.
  private Reading read(Job job, Visit.Done done, Deadline work) {
    boolean isTrouble = false;
    try {
      Reading reading = reader.read(job, done, readBy(work));
      isTrouble = reading.isTrouble();
      return reading;
    } finally {
      visits.ended(done, isTrouble);
    }
  }

  private ScrapeResult.Ended end(Job job, Reading reading, Deadline work) {
    return switch (reading) {
      case Reading.Taken(Page page, Extraction taken, boolean isKnown) ->
          pageEnd.handOn(job, page, taken, isKnown, work);
      case Reading.Unchanged(Page page, int rows) -> pageEnd.unchanged(job, page, rows, work);
      case Reading.Listed(Page page, List<Link> links, Map<NotFollowed, Integer> others) ->
          pageEnd.lead(job, page, links, others, work);
      case Reading.Lost(Page page, Rejection why, Payload received, boolean isTrouble) ->
          pageEnd.fail(page, why, received, work);
    };
  }

  /// Ends a task of a run that was cancelled, without working on it.
  void cancel(Task task, Deadline deadline) {
    int pages =
        switch (Job.of(task, TaskState.Open.NEW, catalog)) {
          case Result.Ok<Job>(Job job) -> ListedPages.count(job);
          case Result.Rejected<Job> undeployed -> task.work().pages();
        };
    pageEnd.leave(reader.none(task), NotFollowed.CANCELLED, pages, deadline.less(RESERVE));
  }
}
