package pagestream.scraper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.ulid.UlidCreator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import pagestream.aws.ApiEvents;
import pagestream.aws.ApiRequest;
import pagestream.aws.Clients;
import pagestream.aws.Endpoints;
import pagestream.aws.Endpoints.Endpoint;
import pagestream.aws.FailureTable;
import pagestream.aws.HttpAnswers;
import pagestream.aws.KinesisEvents;
import pagestream.aws.KinesisStream;
import pagestream.aws.LambdaLog;
import pagestream.aws.RunTable;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.encoding.Json;
import pagestream.fetching.Fetcher;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Log;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Reason;
import pagestream.timing.Deadline;

/// Scrapes a source when it is asked to: over HTTP, or by a schedule, whose event is `{"source":
/// "books"}`.
public final class ScraperHandler implements RequestStreamHandler {
  /// What it answers over HTTP.
  public static final Endpoints<ScraperHandler> ENDPOINTS =
      new Endpoints<>(
          List.of(
              new Endpoint<>("GET", "/scrap_movies", ScraperHandler::defaultSource),
              new Endpoint<>("POST", "/scrap_movies", ScraperHandler::defaultSource),
              new Endpoint<>("POST", "/scrapes", ScraperHandler::named)));

  private final RequestedSource requested;
  private final Scrapes scrapes;
  private final Log log;

  public ScraperHandler() {
    this(System.getenv());
  }

  private ScraperHandler(Map<String, String> env) {
    this(ScraperConfig.from(env), LambdaLog.from(env));
  }

  private ScraperHandler(ScraperConfig config, Log log) {
    this(config.catalog().sources(), scrapes(config, log), log);
  }

  ScraperHandler(Sources sources, Scrapes scrapes, Log log) {
    this.requested = new RequestedSource(sources);
    this.scrapes = scrapes;
    this.log = log;
  }

  private static Scrapes scrapes(ScraperConfig config, Log log) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    Supplier<String> ids = () -> UlidCreator.getMonotonicUlid().toString();
    var dynamo = Clients.dynamo();
    var recipes = config.catalog().recipes();
    var runs = new RunTable(dynamo, config.runTable(), clock);
    var stream = new KinesisStream(Clients.kinesis(), config.stream(), log);
    Scraper scraper =
        new Scraper(
            recipes,
            new Fetcher(config.maxPageBytes(), clock),
            new Publisher<>(stream, BatchCodec.ROWS),
            runs,
            new FailureTable(dynamo, config.errorTable()),
            ids,
            clock);
    return new Scrapes(recipes, scraper, runs, ids, clock);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonNode event = Json.MAPPER.readTree(input);
    if (!event.has("httpMethod")) {
      scheduled(requested.named(event), KinesisEvents.deadline(context));
    } else {
      ApiEvents.write(ENDPOINTS.answer(this, ApiEvents.read(event), context, log), output);
    }
  }

  /// A scrape that failed is an exception, so that Lambda tries it again and an alarm sees it.
  private void scheduled(Source source, Deadline deadline) {
    switch (scrapes.scrape(source, deadline)) {
      case ScrapeResult.Scraped scraped -> log(scraped);
      case ScrapeResult.Failed failed ->
          throw new ScrapeFailedException(source.name(), failed.why());
    }
  }

  private APIGatewayProxyResponseEvent defaultSource(ApiRequest request, Deadline deadline) {
    return answer(requested.ofDefault(request), "/movies", request, deadline);
  }

  private APIGatewayProxyResponseEvent named(ApiRequest request, Deadline deadline) {
    Source source = requested.ofBody(request);
    return answer(source, "/records/" + source.recipe(), request, deadline);
  }

  /// @param records where its records are read
  private APIGatewayProxyResponseEvent answer(
      Source source, String records, ApiRequest request, Deadline deadline) {
    return switch (scrapes.scrape(source, deadline)) {
      case ScrapeResult.Scraped scraped -> {
        log(scraped);
        String base = request.base();
        yield HttpAnswers.withHeader(
            HttpAnswers.json(202, ScrapeView.of(scraped, base, records)),
            "Location",
            ScrapeView.run(scraped, base));
      }
      case ScrapeResult.Failed failed -> {
        log(failed);
        yield HttpAnswers.rejected(status(failed.why().reason()), failed.why(), failed.error());
      }
    };
  }

  private static int status(Reason reason) {
    return switch (reason) {
      case NOT_PUBLISHED -> 503;
      case PAGE_TIMED_OUT -> 504;
      default -> 502;
    };
  }

  private void log(ScrapeResult.Scraped scraped) {
    log.info(
        "run %s: found %d rows on %s: %d published, %d failed"
            .formatted(
                scraped.origin().run(),
                scraped.found(),
                scraped.origin().url(),
                scraped.published(),
                scraped.failed()));
  }

  private void log(ScrapeResult.Failed failed) {
    log.warn(
        "run %s: %s: %s"
            .formatted(failed.origin().run(), failed.why().reason(), failed.why().message()));
  }
}
