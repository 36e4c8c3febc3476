package pagestream.scraper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.UlidCreator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import pagestream.aws.ApiEvents;
import pagestream.aws.ApiRequest;
import pagestream.aws.BadRequestException;
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
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Log;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
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

  private static final String SOURCE = "source";

  private final Sources sources;
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
    this.sources = sources;
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
      scheduled(source(event), KinesisEvents.deadline(context));
    } else {
      ApiEvents.write(ENDPOINTS.answer(this, ApiEvents.read(event), context, log), output);
    }
  }

  /// A scrape that failed is an exception, so that Lambda tries it again and an alarm sees it.
  private void scheduled(Source source, Deadline deadline) {
    switch (scrapes.scrape(source, deadline)) {
      case ScrapeResult.Scraped scraped when scraped.published() == 0 ->
          throw new ScrapeFailedException(source.name(), unpublished(scraped));
      case ScrapeResult.Scraped scraped -> log(scraped);
      case ScrapeResult.PageFailed failed ->
          throw new ScrapeFailedException(source.name(), failed.why());
    }
  }

  private Source source(JsonNode named) {
    String name = named.path(SOURCE).asText();
    return sources
        .find(name)
        .orElseThrow(() ->
            new BadRequestException(
                "source: expected one of %s, found \"%s\""
                    .formatted(
                        String.join(", ", sources.all().stream().map(Source::name).toList()),
                        name)));
  }

  private APIGatewayProxyResponseEvent defaultSource(ApiRequest request, Deadline deadline) {
    refuseParameters(request);
    return answer(sources.defaultSource(), "/movies", request, deadline);
  }

  private APIGatewayProxyResponseEvent named(ApiRequest request, Deadline deadline) {
    refuseParameters(request);
    JsonNode body = request.body();
    List<String> others =
        body.properties().stream()
            .map(Map.Entry::getKey)
            .filter(name -> !name.equals(SOURCE))
            .toList();
    if (!body.path(SOURCE).isTextual() || !others.isEmpty()) {
      throw new BadRequestException(
          "the body: expected {\"source\": \"NAME\"}, found %s"
              .formatted(others.isEmpty() ? "no text \"source\"" : String.join(", ", others)));
    }
    Source source = source(body);
    return answer(source, "/records/" + source.recipe(), request, deadline);
  }

  private static void refuseParameters(ApiRequest request) {
    if (!request.parameters().isEmpty()) {
      throw new BadRequestException(
          "expected no query parameters, found %s; a source says what is scraped and how"
              .formatted(request.parameters().keySet()));
    }
  }

  /// @param records where its records are read
  private APIGatewayProxyResponseEvent answer(
      Source source, String records, ApiRequest request, Deadline deadline) {
    return switch (scrapes.scrape(source, deadline)) {
      case ScrapeResult.Scraped scraped when scraped.published() == 0 -> unavailable(scraped);
      case ScrapeResult.Scraped scraped -> accepted(scraped, request.base(), records);
      case ScrapeResult.PageFailed failed -> badGateway(failed);
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

  private APIGatewayProxyResponseEvent accepted(
      ScrapeResult.Scraped scraped, String base, String records) {
    log(scraped);
    Origin origin = scraped.origin();
    String run = base + "/runs/" + origin.run();
    ObjectNode body =
        Json.MAPPER
            .createObjectNode()
            .put("run", origin.run())
            .put("source", origin.source())
            .put("recipe", origin.recipe())
            .put("url", origin.url())
            .put("pages", 1)
            .put("found", scraped.found())
            .put("published", scraped.published())
            .put("failed", scraped.failed());
    body.putObject("links")
        .put("run", run)
        .put("records", base + records)
        .put("errors", base + "/errors?run=" + origin.run());
    return HttpAnswers.withHeader(HttpAnswers.json(202, body), "Location", run);
  }

  private APIGatewayProxyResponseEvent unavailable(ScrapeResult.Scraped scraped) {
    log.warn(
        "run %s: none of %d rows could be published"
            .formatted(scraped.origin().run(), scraped.found()));
    return HttpAnswers.rejected(503, unpublished(scraped), Optional.empty());
  }

  private static Rejection unpublished(ScrapeResult.Scraped scraped) {
    return new Rejection(
        Reason.NOT_PUBLISHED,
        "none of the page's %d rows could be put on the stream; they are kept, see /errors?run=%s"
            .formatted(scraped.found(), scraped.origin().run()));
  }

  private APIGatewayProxyResponseEvent badGateway(ScrapeResult.PageFailed failed) {
    Rejection why = failed.why();
    log.warn("run %s: %s: %s".formatted(failed.origin().run(), why.reason(), why.message()));
    int status = why.reason() == Reason.PAGE_TIMED_OUT ? 504 : 502;
    return HttpAnswers.rejected(status, why, Optional.of(failed.error()));
  }
}
