package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import pagestream.catalog.Recipe;
import pagestream.extraction.BrokenRow;
import pagestream.extraction.Content;
import pagestream.extraction.Extraction;
import pagestream.extraction.Extractor;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Batches;
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
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.timing.Deadline;

/// One scrape: fetch, parse, take the rows off, write down the run, publish the rows, keep what
/// failed.
final class Scraper {
  /// Left of the time for a last call that hangs, and for keeping what could not be published.
  private static final Duration RESERVE = Duration.ofSeconds(9);

  private final URI url;
  private final Recipe recipe;
  private final Fetcher fetcher;
  private final Extractor extractor;
  private final Publisher<Row> publisher;
  private final Runs runs;
  private final Failures failures;
  private final Supplier<String> runIds;
  private final InstantSource clock;

  Scraper(
      URI url,
      Recipe recipe,
      Fetcher fetcher,
      Publisher<Row> publisher,
      Runs runs,
      Failures failures,
      Supplier<String> runIds,
      InstantSource clock) {
    this.url = url;
    this.recipe = recipe;
    this.fetcher = fetcher;
    this.extractor = Extractor.of(recipe);
    this.publisher = publisher;
    this.runs = runs;
    this.failures = failures;
    this.runIds = runIds;
    this.clock = clock;
  }

  ScrapeResult scrape(Deadline deadline) {
    Instant startedAt = clock.instant();
    String run = runIds.get();
    Deadline work = deadline.less(RESERVE);
    return switch (fetcher.fetch(url, recipe.format().mediaTypes(), work)) {
      case Fetched.Rejected(Rejection why, Payload received) ->
          fail(new Start(origin(run, url, clock.instant()), startedAt), why, received);
      case Fetched.Answer answer ->
          scrape(
              new Start(origin(run, answer.url(), answer.receivedAt()), startedAt),
              answer.content(),
              work);
    };
  }

  /// A run that has its page.
  private record Start(Origin origin, Instant startedAt) {
    RunHead head(int found) {
      return new RunHead(origin, startedAt, fetchMillis(), found, null);
    }

    RunHead failedHead(String error) {
      return new RunHead(origin, startedAt, fetchMillis(), 0, error);
    }

    private long fetchMillis() {
      return Duration.between(startedAt, origin.scrapedAt()).toMillis();
    }
  }

  private Origin origin(String run, URI at, Instant scrapedAt) {
    return new Origin(run, recipe.name(), recipe.version(), at.toString(), scrapedAt);
  }

  private ScrapeResult scrape(Start start, Content page, Deadline work) {
    return switch (extractor.extract(page)) {
      case Result.Ok<Extraction>(Extraction taken) -> publish(start, taken, work);
      case Result.Rejected<Extraction>(Rejection why) -> fail(start, why, extractor.kept(page));
    };
  }

  private ScrapeResult fail(Start start, Rejection why, Payload received) {
    Failure failure = Failure.ofPage(start.origin(), why, received);
    failures.keep(List.of(failure));
    runs.begin(start.failedHead(failure.id()));
    return new ScrapeResult.PageFailed(start.origin(), why, failure.id());
  }

  private ScrapeResult publish(Start start, Extraction rows, Deadline work) {
    Origin origin = start.origin();
    runs.begin(start.head(rows.found()));
    failures.keep(rows.broken().stream().map(row -> failure(origin, row)).toList());
    List<Failure> unpublished =
        publisher.publish(Batches.pack(origin, rows.rows(), BatchCodec.ROWS), work).stream()
            .map(this::unpublished)
            .toList();
    failures.keep(unpublished);
    int failed = rows.broken().size() + unpublished.stream().mapToInt(Failure::rows).sum();
    if (failed > 0) {
      runs.add(Outcome.ofFailed(origin, Stage.SCRAPER, 0, failed, clock.instant()));
    }
    return new ScrapeResult.Scraped(origin, rows.found(), rows.found() - failed, failed);
  }

  private Failure failure(Origin origin, BrokenRow row) {
    return Failure.of(
        Stage.SCRAPER, origin, row.position(), row.why(), row.payload(), clock.instant());
  }

  /// One failure a batch: were it one a row, a stream that is down would cost a write a row in the
  /// little time that is left.
  private Failure unpublished(Batch<Row> batch) {
    return Failure.ofBatch(
        Stage.SCRAPER,
        batch,
        BatchCodec.ROWS,
        new Rejection(
            Reason.NOT_PUBLISHED, "the stream did not take them in time; scrape the page again"),
        clock.instant());
  }
}
