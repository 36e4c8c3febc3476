package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import pagestream.catalog.Recipe;
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
  private final PageFetcher fetcher;
  private final RowExtractor extractor;
  private final Publisher<Row> publisher;
  private final Runs runs;
  private final Failures failures;
  private final Supplier<String> runIds;
  private final InstantSource clock;

  Scraper(
      URI url,
      Recipe recipe,
      PageFetcher fetcher,
      Publisher<Row> publisher,
      Runs runs,
      Failures failures,
      Supplier<String> runIds,
      InstantSource clock) {
    this.url = url;
    this.recipe = recipe;
    this.fetcher = fetcher;
    this.extractor = new RowExtractor(recipe);
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
    Fetched fetched = fetcher.fetch(url, work);
    Instant scrapedAt = clock.instant();
    return switch (fetched) {
      case Fetched.Rejected(Rejection why, Payload received) ->
          fail(new Start(origin(run, url, scrapedAt), startedAt), why, received);
      case Fetched.Page page ->
          scrape(new Start(origin(run, page.url(), scrapedAt), startedAt), page, work);
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

  private ScrapeResult scrape(Start start, Fetched.Page page, Deadline work) {
    return switch (PageParser.parse(page, recipe.charset())) {
      case PageParser.Parsed.Rejected(Rejection why) ->
          fail(start, why, Payload.bytes(page.body()));
      case PageParser.Parsed.Ok(var document) ->
          switch (extractor.extract(document)) {
            case Extraction.LayoutChanged(Rejection why) ->
                fail(start, why, Payload.html(new String(page.body(), document.charset())));
            case Extraction.Rows rows -> publish(start, rows, work);
          };
    };
  }

  private ScrapeResult fail(Start start, Rejection why, Payload received) {
    Failure failure = Failure.ofPage(start.origin(), why, received);
    failures.keep(List.of(failure));
    runs.begin(start.failedHead(failure.id()));
    return new ScrapeResult.PageFailed(start.origin(), why, failure.id());
  }

  private ScrapeResult publish(Start start, Extraction.Rows rows, Deadline work) {
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

  private Failure failure(Origin origin, Extraction.BrokenRow row) {
    return Failure.of(
        Stage.SCRAPER,
        origin,
        row.position(),
        row.why(),
        Payload.html(row.html()),
        clock.instant());
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
