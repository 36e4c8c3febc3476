package pagestream.scraper;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pagestream.extraction.BrokenRow;
import pagestream.extraction.Extraction;
import pagestream.extraction.Taken;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Batches;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Leads;
import pagestream.pipeline.Log;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.RowFailures;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.Task;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.Usage;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

/// Hands on what was found on a page, keeps what failed, and writes down last that the page's task
/// has ended.
final class PageEnd {
  private final Follower follower;
  private final Publisher<Row> publisher;
  private final Revisits revisits;
  private final Backpressure backpressure;
  private final Runs runs;
  private final TaskEnds ends;
  private final Failures failures;
  private final StoredFailures stored;
  private final InstantSource clock;
  private final Log log;

  PageEnd(
      Follower follower,
      Publisher<Row> publisher,
      Revisits revisits,
      Backpressure backpressure,
      Runs runs,
      Failures failures,
      StoredFailures stored,
      InstantSource clock,
      Log log) {
    this.follower = follower;
    this.publisher = publisher;
    this.revisits = revisits;
    this.backpressure = backpressure;
    this.runs = runs;
    this.ends = new TaskEnds(runs);
    this.failures = failures;
    this.stored = stored;
    this.clock = clock;
    this.log = log;
  }

  /// Ends a task whose page failed, and with it the row that it was to complete.
  ScrapeResult.Ended fail(Page page, Rejection why, Payload received, Deadline work) {
    Payload payload = page.task().carried().map(row -> row.with(received)).orElse(received);
    Failure failure = Failure.ofPage(page.origin(), page.task(), why, payload);
    failures.keep(List.of(failure));
    ends.end(
        EndedTask.failed(
            page.origin(), page.carried(), page.fetchMillis(), failure.id(), clock.instant()),
        work);
    return new ScrapeResult.Failed(page.origin(), why, Optional.of(failure.id()));
  }

  /// The pages that it leads to are sent to the queue before its rows are published: a page that
  /// fails there is fetched again whole.
  ///
  /// @param isKnown whether the page is as it was when its rows were published
  ScrapeResult.Ended handOn(Job job, Page page, Extraction taken, boolean isKnown, Deadline work) {
    List<Link> links = links(page.task(), taken);
    Usage own = own(page, taken.found());
    Followed followed =
        follow(job, links, own, work).with(Map.of(NotFollowed.ADDRESS, taken.badLinks().size()));
    List<Failure> failed = failed(page, taken, followed);
    List<Row> rows = complete(taken);
    ScrapeResult.Ended ended =
        isKnown
            ? unpublished(page, rows.size(), failed, followed, work)
            : publish(page, rows, failed, followed, work);
    note(job, links, own);
    return ended;
  }

  /// The rows that could not be taken off a page, and those that cannot be completed.
  private List<Failure> failed(Page page, Extraction taken, Followed followed) {
    List<Failure> failed = new ArrayList<>();
    taken.broken().forEach(row -> failed.add(failure(page.origin(), row)));
    followed
        .left()
        .forEach((why, links) -> links.forEach(link -> failed.addAll(left(page, link, why))));
    return failed;
  }

  private List<Failure> left(Page page, Link link, NotFollowed why) {
    Task task = page.task().leadsTo(link.to().toString(), link.work());
    return Failure.left(page.origin(), task, why, clock.instant());
  }

  private Followed follow(Job job, List<Link> links, Usage own, Deadline work) {
    return follower.follow(job.task(), job.source(), links, job.used().plus(own), work);
  }

  /// Ends a task whose page is as it was when its rows were published, and leads nowhere.
  ScrapeResult.Ended unchanged(Job job, Page page, int rows, Deadline work) {
    ScrapeResult.Ended ended = unpublished(page, rows, List.of(), Followed.NONE, work);
    note(job, List.of(), own(page, rows));
    return ended;
  }

  /// Ends a task of which no row is published.
  ///
  /// @param unchanged rows that are in the table
  private ScrapeResult.Ended unpublished(
      Page page, int unchanged, List<Failure> failed, Followed followed, Deadline work) {
    Origin origin = page.origin();
    failures.keep(RowFailures.grouped(failed));
    resolve(page);
    int failedRows = failed.stream().mapToInt(Failure::rows).sum();
    int found = unchanged + failedRows;
    ends.end(
        new EndedTask(
            origin,
            found,
            unchanged,
            failedRows,
            0,
            page.fetchMillis(),
            null,
            followed.leads(),
            clock.instant()),
        work);
    return scraped(page, found, unchanged, failedRows, followed);
  }

  private static ScrapeResult.Scraped scraped(
      Page page, int found, int unchanged, int failed, Followed followed) {
    return new ScrapeResult.Scraped(
        page.origin(),
        page.task().work().isFetched() ? 1 : 0,
        found,
        unchanged,
        found - unchanged - failed,
        failed,
        followed.pages(),
        followed.notFollowed());
  }

  /// What a page has brought.
  ///
  /// @param rows on the page; one that it completes was found before
  private static Usage own(Page page, int rows) {
    return new Usage(page.task().carried().isPresent() ? 0 : rows, page.bytes());
  }

  /// Adds what a page has brought, once its task has ended: if the page must be read again before,
  /// it counts once. Where that fails, its run ends a page later.
  private void note(Job job, List<Link> links, Usage own) {
    if (job.isAlone(links)) {
      return;
    }
    try {
      runs.use(job.task().run(), own);
    } catch (TransientException e) {
      log.about(job.task().about())
          .fault("what %s brought could not be added".formatted(job.url()), e);
    }
  }

  private static List<Link> links(Task task, Extraction taken) {
    Stream<Link> next = taken.next().stream().map(to -> new Link(to, new Work.Rows()));
    Stream<Link> details =
        taken.taken().stream()
            .filter(Taken.Leads.class::isInstance)
            .map(Taken.Leads.class::cast)
            .map(row ->
                new Link(
                    row.to(), new Work.Detail(new CarriedRow(task.id(), row.level(), row.row()))));
    return Stream.concat(next, details).toList();
  }

  private static List<Row> complete(Extraction taken) {
    return taken.taken().stream().filter(Taken.Complete.class::isInstance).map(Taken::row).toList();
  }

  /// What can go on is published before what cannot is kept: however many rows are broken, they
  /// keep no other from being stored.
  private ScrapeResult.Ended publish(
      Page page, List<Row> rows, List<Failure> broken, Followed followed, Deadline work) {
    Origin origin = page.origin();
    Leads leads = followed.leads();
    List<Batch<Row>> batches = Batches.pack(origin, rows, BatchCodec.ROWS);
    int found = rows.size() + broken.size();
    if (found > 0 || !leads.tasks().isEmpty()) {
      boolean isWhole = broken.isEmpty() && !rows.isEmpty();
      revisits.keep(page, rows.size(), batches.size(), leads.equals(Leads.NONE), isWhole);
    }
    List<Batch<Row>> unpublished = publisher.publish(batches, work);
    if (unpublished.isEmpty()) {
      backpressure.published(batches);
    }
    keep(broken, unpublished);
    resolve(page);
    ends.end(
        new EndedTask(
            origin,
            found,
            broken.size(),
            batches.size(),
            page.fetchMillis(),
            null,
            leads,
            clock.instant()),
        work);
    int failed = broken.size() + unpublished.stream().mapToInt(Batch::rows).sum();
    return failed == found && found > 0 && followed.sent().isEmpty()
        ? new ScrapeResult.Failed(origin, nothingPublished(origin, found), Optional.empty())
        : scraped(page, found, 0, failed, followed);
  }

  /// The failures stand before the outcomes that count them.
  private void keep(List<Failure> broken, List<Batch<Row>> unpublished) {
    List<Failure> all = new ArrayList<>(unpublished.stream().map(this::failure).toList());
    all.addAll(RowFailures.grouped(broken));
    failures.keep(all);
    runs.addAll(
        unpublished.stream()
            .map(batch -> Outcome.givenUp(batch, Stage.SCRAPER, clock.instant()))
            .toList());
  }

  /// Ends a task that leads to pages and has no rows.
  ///
  /// @param others see [Followed]
  ScrapeResult.Ended lead(
      Job job, Page page, List<Link> links, Map<NotFollowed, Integer> others, Deadline work) {
    Usage own = own(page, 0);
    Followed followed = follow(job, links, own, work).with(others);
    ScrapeResult.Ended ended = unpublished(page, 0, List.of(), followed, work);
    if (job.task().work().isFetched()) {
      note(job, links, own);
    }
    return ended;
  }

  /// Ends a task that is not worked on. The row that it was to complete is a failure.
  ///
  /// @param pages for how many the task stands
  ScrapeResult.Ended leave(Page page, NotFollowed why, int pages, Deadline work) {
    Task task = page.task();
    List<Failure> left = Failure.left(page.origin(), task, why, clock.instant());
    return unpublished(page, 0, left, Followed.not(why, pages), work);
  }

  /// The failure that the task was to make good is, unless it has failed again: its page was read.
  private void resolve(Page page) {
    page.task()
        .redrives()
        .ifPresent(failure -> stored.resolve(List.of(failure), page.origin().run()));
  }

  private static Rejection nothingPublished(Origin origin, int rows) {
    return new Rejection(
        Reason.NOT_PUBLISHED,
        "none of the page's %d rows could be put on the stream; they are kept, see /errors?run=%s"
            .formatted(rows, origin.run()));
  }

  private Failure failure(Origin origin, BrokenRow row) {
    return Failure.of(
        Stage.SCRAPER, origin, row.position(), row.why(), row.payload(), clock.instant());
  }

  /// One failure a batch: were it one a row, a stream that is down would cost a write a row in the
  /// little time that is left.
  private Failure failure(Batch<Row> unpublished) {
    return Failure.ofBatch(
        Stage.SCRAPER,
        unpublished,
        BatchCodec.ROWS,
        new Rejection(
            Reason.NOT_PUBLISHED, "the stream did not take them in time; scrape the page again"),
        clock.instant());
  }
}
