package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.extraction.BrokenRow;
import pagestream.extraction.Content;
import pagestream.extraction.Extraction;
import pagestream.extraction.Extractor;
import pagestream.fetching.Fetched;
import pagestream.fetching.Fetcher;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Batches;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TransientException;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;

/// Carries out a task: fetches its page, takes the rows off, publishes them, keeps what failed, and
/// writes down last that the task has ended.
final class Scraper {
  /// Left of the time for a last call that hangs, and for keeping what could not be published.
  private static final Duration RESERVE = Duration.ofSeconds(9);

  private final Recipes recipes;
  private final Fetcher fetcher;
  private final Map<String, Extractor> extractors = new ConcurrentHashMap<>();
  private final Publisher<Row> publisher;
  private final Runs runs;
  private final Failures failures;
  private final Supplier<String> pageIds;
  private final InstantSource clock;

  /// @param pageIds ULIDs, each asked for when an answer is whole
  Scraper(
      Recipes recipes,
      Fetcher fetcher,
      Publisher<Row> publisher,
      Runs runs,
      Failures failures,
      Supplier<String> pageIds,
      InstantSource clock) {
    this.recipes = recipes;
    this.fetcher = fetcher;
    this.publisher = publisher;
    this.runs = runs;
    this.failures = failures;
    this.pageIds = pageIds;
    this.clock = clock;
  }

  ScrapeResult scrape(Task task, Deadline deadline) {
    Recipe recipe = recipes.get(task.recipe());
    Deadline work = deadline.less(RESERVE);
    Instant startedAt = clock.instant();
    return switch (fetcher.fetch(URI.create(task.url()), recipe.format().mediaTypes(), work)) {
      case Fetched.Rejected(Rejection why, Payload received) ->
          fail(page(task, recipe, task.url(), startedAt, clock.instant()), why, received, work);
      case Fetched.Answer answer ->
          extract(
              page(task, recipe, answer.url().toString(), startedAt, answer.receivedAt()),
              recipe,
              new Content(answer.url(), answer.type(), answer.body()),
              work);
    };
  }

  /// A page that has been fetched.
  private record Page(Origin origin, long fetchMillis) {}

  private Page page(Task task, Recipe recipe, String url, Instant startedAt, Instant fetchedAt) {
    Origin origin =
        new Origin(
            task.run(),
            task.source(),
            recipe.name(),
            recipe.version(),
            task.id(),
            pageIds.get(),
            url,
            fetchedAt);
    return new Page(origin, Duration.between(startedAt, fetchedAt).toMillis());
  }

  private ScrapeResult extract(Page page, Recipe recipe, Content content, Deadline work) {
    Extractor extractor = extractors.computeIfAbsent(recipe.name(), name -> Extractor.of(recipe));
    return switch (extractor.extract(content)) {
      case Result.Ok<Extraction>(Extraction taken) -> publish(page, taken, work);
      case Result.Rejected<Extraction>(Rejection why) ->
          fail(page, why, extractor.kept(content), work);
    };
  }

  private ScrapeResult fail(Page page, Rejection why, Payload received, Deadline work) {
    Failure failure = Failure.ofPage(page.origin(), why, received);
    failures.keep(List.of(failure));
    end(
        EndedTask.failed(page.origin(), 0, page.fetchMillis(), failure.id(), clock.instant()),
        work);
    return new ScrapeResult.Failed(page.origin(), why, Optional.of(failure.id()));
  }

  private ScrapeResult publish(Page page, Extraction rows, Deadline work) {
    Origin origin = page.origin();
    failures.keep(rows.broken().stream().map(row -> failure(origin, row)).toList());
    List<Batch<Row>> batches = Batches.pack(origin, rows.rows(), BatchCodec.ROWS);
    List<Batch<Row>> unpublished = publisher.publish(batches, work);
    failures.keep(unpublished.stream().map(this::failure).toList());
    unpublished.forEach(batch -> runs.add(Outcome.givenUp(batch, Stage.SCRAPER, clock.instant())));
    end(
        new EndedTask(
            origin,
            rows.found(),
            rows.broken().size(),
            batches.size(),
            page.fetchMillis(),
            clock.instant()),
        work);
    int failed = rows.broken().size() + unpublished.stream().mapToInt(Batch::rows).sum();
    return failed == rows.found()
        ? new ScrapeResult.Failed(origin, nothingPublished(origin, rows.found()), Optional.empty())
        : new ScrapeResult.Scraped(origin, rows.found(), rows.found() - failed, failed);
  }

  private static Rejection nothingPublished(Origin origin, int rows) {
    return new Rejection(
        Reason.NOT_PUBLISHED,
        "none of the page's %d rows could be put on the stream; they are kept, see /errors?run=%s"
            .formatted(rows, origin.run()));
  }

  /// Tried again while there is time: without it, rows that are on their way count for nothing.
  private void end(EndedTask task, Deadline work) {
    for (int tries = 1; ; tries++) {
      try {
        runs.end(task);
        return;
      } catch (TransientException e) {
        if (!Backoff.REQUESTS.await(tries, work)) {
          throw e;
        }
      }
    }
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
