package pagestream.scraper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import pagestream.aws.ApiBase;
import pagestream.aws.Clients;
import pagestream.aws.FailureTable;
import pagestream.aws.HttpAnswers;
import pagestream.aws.KinesisEvents;
import pagestream.aws.KinesisStream;
import pagestream.aws.LambdaLog;
import pagestream.aws.RunTable;
import pagestream.encoding.Json;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Log;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.TransientException;
import pagestream.problem.Problem;

/// `GET` and `POST /scrap_movies`: one scrape of the page the function is set to.
public final class ScraperHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private static final String DEFAULT_SOURCE = "default";

  private final Scrapes scrapes;
  private final Log log;

  public ScraperHandler() {
    this(System.getenv());
  }

  private ScraperHandler(Map<String, String> env) {
    this(ScraperConfig.from(env), LambdaLog.from(env));
  }

  private ScraperHandler(ScraperConfig config, Log log) {
    this(scrapes(config, log), log);
  }

  ScraperHandler(Scrapes scrapes, Log log) {
    this.scrapes = scrapes;
    this.log = log;
  }

  private static Scrapes scrapes(ScraperConfig config, Log log) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    Supplier<String> ids = () -> UlidCreator.getMonotonicUlid().toString();
    var dynamo = Clients.dynamo();
    var runs = new RunTable(dynamo, config.runTable(), clock);
    var stream = new KinesisStream(Clients.kinesis(), config.stream(), log);
    Scraper scraper =
        new Scraper(
            config.recipes(),
            new Fetcher(config.maxPageBytes(), clock),
            new Publisher<>(stream, BatchCodec.ROWS),
            runs,
            new FailureTable(dynamo, config.errorTable()),
            ids,
            clock);
    return new Scrapes(config.recipe(), config.url(), scraper, runs, ids, clock);
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent request, Context context) {
    Map<String, String> parameters = request.getQueryStringParameters();
    if (parameters != null && !parameters.isEmpty()) {
      return HttpAnswers.problem(
          Problem.badRequest(
              "expected no query parameters, found %s; the page and the recipe are set by url and"
                      .formatted(parameters.keySet())
                  + " recipe when Pagestream is started or deployed"));
    }
    try {
      return answer(
          scrapes.scrape(DEFAULT_SOURCE, KinesisEvents.deadline(context)), ApiBase.of(request));
    } catch (TransientException e) {
      log.warn("scrape failed: " + e.getMessage());
      return HttpAnswers.unavailable();
    }
  }

  private APIGatewayProxyResponseEvent answer(ScrapeResult result, String base) {
    return switch (result) {
      case ScrapeResult.Scraped scraped when scraped.published() == 0 -> unavailable(scraped);
      case ScrapeResult.Scraped scraped -> accepted(scraped, base);
      case ScrapeResult.PageFailed failed -> badGateway(failed);
    };
  }

  private APIGatewayProxyResponseEvent accepted(ScrapeResult.Scraped scraped, String base) {
    Origin origin = scraped.origin();
    log.info(
        "run %s: found %d rows on %s: %d published, %d failed"
            .formatted(
                origin.run(),
                scraped.found(),
                origin.url(),
                scraped.published(),
                scraped.failed()));
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
        .put("records", base + "/movies")
        .put("errors", base + "/errors?run=" + origin.run());
    return HttpAnswers.withHeader(HttpAnswers.json(202, body), "Location", run);
  }

  private APIGatewayProxyResponseEvent unavailable(ScrapeResult.Scraped scraped) {
    String run = scraped.origin().run();
    log.warn("run %s: none of %d rows could be published".formatted(run, scraped.found()));
    return HttpAnswers.rejected(
        503,
        new Rejection(
            Reason.NOT_PUBLISHED,
            "none of the page's %d rows could be put on the stream; they are kept, see /errors?run=%s"
                .formatted(scraped.found(), run)),
        Optional.empty());
  }

  private APIGatewayProxyResponseEvent badGateway(ScrapeResult.PageFailed failed) {
    Reason reason = failed.why().reason();
    String detail = failed.why().message();
    log.warn("run %s: %s: %s".formatted(failed.origin().run(), reason, detail));
    int status = reason == Reason.PAGE_TIMED_OUT ? 504 : 502;
    return HttpAnswers.rejected(status, failed.why(), Optional.of(failed.error()));
  }
}
