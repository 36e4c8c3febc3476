package pagestream.scraper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import pagestream.aws.ApiEvents;
import pagestream.aws.ApiRequest;
import pagestream.aws.CallTime;
import pagestream.aws.Endpoints;
import pagestream.aws.Endpoints.Endpoint;
import pagestream.aws.HttpAnswers;
import pagestream.aws.KinesisEvents;
import pagestream.aws.LambdaLog;
import pagestream.aws.SqsEvents;
import pagestream.catalog.Catalog;
import pagestream.catalog.Source;
import pagestream.encoding.Json;
import pagestream.pipeline.Log;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Runs;
import pagestream.problem.Problem;
import pagestream.timing.Deadline;

/// Scrapes a source when it is asked to: over HTTP, or by a schedule, whose event is `{"source":
/// "books", "scheduledAt": "2026-11-21T12:00:00Z"}`. Works on the tasks of the queue, cancels runs,
/// and sends failures again.
public final class ScraperHandler implements RequestStreamHandler {
  /// What is left of its time when it stops fetching and publishing.
  public static final Duration RESERVE = Scraper.RESERVE;

  /// What is left for reading and publishing, however long a page takes to come.
  public static final Duration READING_AND_PUBLISHING = Scraper.READING.plus(Scraper.PUBLISHING);

  /// What it answers over HTTP.
  public static final Endpoints<ScraperHandler> ENDPOINTS =
      new Endpoints<>(
          List.of(
              new Endpoint<>("GET", "/scrap_movies", ScraperHandler::defaultSource),
              new Endpoint<>("POST", "/scrap_movies", ScraperHandler::defaultSource),
              new Endpoint<>("POST", "/scrapes", ScraperHandler::named),
              new Endpoint<>("POST", "/runs/{id}/cancel", ScraperHandler::cancel),
              new Endpoint<>(
                  "POST",
                  "/errors/{id}/redrive",
                  (handler, request, deadline) -> handler.redrives.one(request, deadline)),
              new Endpoint<>(
                  "POST",
                  "/errors/redrive",
                  (handler, request, deadline) -> handler.redrives.all(request, deadline))));

  private final RequestedSource requested;
  private final Scrapes scrapes;
  private final DeliveredTasks tasks;
  private final Schedules schedules;
  private final RedriveHandler redrives;
  private final Runs runs;
  private final InstantSource clock;
  private final CallTime time;
  private final Log log;

  public ScraperHandler() {
    this(System.getenv());
  }

  private ScraperHandler(Map<String, String> env) {
    this(ScraperConfig.from(env), LambdaLog.from(env));
  }

  private ScraperHandler(ScraperConfig config, LambdaLog log) {
    this(config, new CallTime(), log);
  }

  private ScraperHandler(ScraperConfig config, CallTime time, LambdaLog log) {
    this(config.catalog(), Parts.onAws(config, time, log), time, log);
  }

  ScraperHandler(Catalog catalog, Parts parts, CallTime time, Log log) {
    this.time = time;
    this.requested = new RequestedSource(catalog.sources());
    Scraper scraper = parts.scraper(catalog);
    this.scrapes = parts.scrapes(catalog, scraper);
    Redriver redriver = parts.redriver(catalog);
    this.tasks = parts.tasks(scraper, redriver);
    this.redrives = new RedriveHandler(parts.redrives(catalog, redriver));
    this.schedules = parts.schedules(scrapes);
    this.runs = parts.runs();
    this.clock = parts.clock();
    this.log = log;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    time.begin(context);
    JsonNode event = Json.MAPPER.readTree(input);
    if (ApiEvents.isOne(event)) {
      ApiEvents.write(ENDPOINTS.answer(this, ApiEvents.read(event), context, log), output);
    } else if (SqsEvents.isOne(event)) {
      Deadline deadline = KinesisEvents.deadline(context);
      SqsEvents.consume(event, output, message -> tasks.deliver(message, deadline), log);
    } else {
      schedules.scrape(
          requested.named(event),
          RequestedSource.scheduledAt(event),
          KinesisEvents.deadline(context));
    }
  }

  private APIGatewayProxyResponseEvent defaultSource(ApiRequest request, Deadline deadline) {
    return answer(requested.ofDefault(request), "/movies", request, deadline);
  }

  private APIGatewayProxyResponseEvent named(ApiRequest request, Deadline deadline) {
    Source source = requested.ofBody(request);
    return answer(source, "/records/" + source.recipe(), request, deadline);
  }

  private APIGatewayProxyResponseEvent cancel(ApiRequest request, Deadline deadline) {
    request.refuseParameters("a run is cancelled whole");
    String run = request.part("id");
    return switch (runs.cancel(run, clock.instant())) {
      case Runs.Cancel.Done cancelled -> {
        log.about(Map.of("run", run)).info("run %s: cancelled".formatted(run));
        yield HttpAnswers.accepted(CancelView.of(run, cancelled, request.base()));
      }
      case Runs.Cancel.Settled(Instant at) ->
          HttpAnswers.problem(
              Problem.conflict(
                  "run %s: expected one that is under way, found that it settled at %s"
                      .formatted(run, at)));
      case Runs.Cancel.NoSuchRun none ->
          HttpAnswers.problem(Problem.notFound("there is no run \"%s\"".formatted(run)));
    };
  }

  /// @param records where its records are read
  private APIGatewayProxyResponseEvent answer(
      Source source, String records, ApiRequest request, Deadline deadline) {
    return switch (scrapes.scrape(source, deadline)) {
      case ScrapeResult.Scraped scraped -> {
        scraped.in(log).info(scraped.line());
        yield HttpAnswers.accepted(ScrapeView.of(scraped, request.base(), records));
      }
      case ScrapeResult.Failed failed -> {
        failed.in(log).warn(failed.line());
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
}
