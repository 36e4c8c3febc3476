package pagestream.scraper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.aws.BadRequestException;
import pagestream.aws.CallTime;
import pagestream.aws.LambdaJson;
import pagestream.catalog.Catalog;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.encoding.Json;
import pagestream.fetching.Site;
import pagestream.fetching.Site.Response;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.TransientException;

class ScraperHandlerIT {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Site site = new Site();
  @TempDir private Path folder;

  private final Ports ports = new Ports();
  private final KeepingLog log = new KeepingLog();

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private JsonNode handle(URI url) throws IOException {
    return handle(url, event(), 60_000);
  }

  /// The function's answer to an event, from JSON to JSON.
  private JsonNode handle(URI url, String event, int millisLeft) throws IOException {
    return Json.MAPPER.readTree(LambdaJson.handle(handler(url), event, millisLeft));
  }

  /// Of a stack whose default source is there, and a source `books` too.
  private ScraperHandler handler(URI url) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Files.writeString(sources.resolve("books.yml"), "{recipe: movies, start: '" + url + "'}");
    return new ScraperHandler(
        new Catalog(
            Recipes.packaged(),
            Sources.inFolderOrPackaged(
                sources.toString(),
                Source.byDefault("movies", url, Optional.empty()),
                Recipes.packaged())),
        ports.parts(InstantSource.system(), log),
        new CallTime(),
        log);
  }

  private static String event() throws IOException {
    try (InputStream event = ScraperHandlerIT.class.getResourceAsStream("proxy-event.json")) {
      return new String(event.readAllBytes(), UTF_8);
    }
  }

  private String id(String path, String rest) {
    Task task = new Task("run1", "default", "movies", site.url(path).toString());
    return "run1-" + task.id() + "-" + rest;
  }

  private static JsonNode body(JsonNode answer) throws IOException {
    return Json.MAPPER.readTree(answer.path("body").textValue());
  }

  @Test
  void answersWithTheRunThatHasBegun() throws IOException {
    URI url = site.at("/a", Response.page(ScraperIT.page(3, 1)));

    JsonNode answer = handle(url);

    assertThat(answer.path("statusCode").intValue()).isEqualTo(202);
    assertThat(answer.at("/headers/Location").textValue()).isEqualTo("/prod/runs/run1");
    assertThat(answer.at("/headers/Content-Type").textValue())
        .isEqualTo("application/json; charset=utf-8");
    assertThat(body(answer))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"run": "run1", "source": "default", "recipe": "movies", "url": "%s", "pages": 1,
                 "found": 3, "published": 2, "unchanged": 0, "failed": 1, "follows": 0,
                 "links": {"run": "/prod/runs/run1", "records": "/prod/movies",
                           "errors": "/prod/errors?run=run1"}}
                """
                    .formatted(url)));
  }

  @Test
  void answersWithTheKeptErrorWhereThePageIsNotToBeHad() throws IOException {
    JsonNode answer = handle(site.url("/lost"));

    assertThat(answer.path("statusCode").intValue()).isEqualTo(502);
    assertThat(answer.at("/headers/Content-Type").textValue())
        .isEqualTo("application/problem+json");
    assertThat(body(answer))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"type": "urn:pagestream:reason:PAGE_STATUS",
                 "title": "The page answered with an error status, or with too many redirects",
                 "status": 502,
                 "detail": "expected status 200 from %s, found 404", "error": "%s"}
                """
                    .formatted(site.url("/lost"), id("/lost", "page"))));
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARN run run1: PAGE_STATUS: expected");
  }

  @Test
  void answersWithTheKeptErrorWhereThePageIsOfAnotherLayout() throws IOException {
    JsonNode answer = handle(site.at("/a", Response.page("<p>Soon</p>")));

    assertThat(answer.path("statusCode").intValue()).isEqualTo(502);
    assertThat(body(answer).path("type").textValue())
        .isEqualTo("urn:pagestream:reason:LAYOUT_CHANGED");
    assertThat(body(answer).path("error").textValue()).isEqualTo(id("/a", "page"));
  }

  @Test
  void answersInTimeWhereThePageIsNot() throws IOException {
    JsonNode answer = handle(site.at("/a", Response.page("<p>")), event(), 3_000);

    assertThat(answer.path("statusCode").intValue()).isEqualTo(504);
    assertThat(body(answer).path("status").intValue()).isEqualTo(504);
    assertThat(body(answer).path("error").textValue()).isEqualTo(id("/a", "page"));
  }

  private static String post(String body) throws IOException {
    return postTo("/scrapes").put("body", body).toString();
  }

  private static ObjectNode postTo(String resource) throws IOException {
    ObjectNode event = (ObjectNode) Json.MAPPER.readTree(event());
    event.withObject("requestContext").put("path", "/prod" + resource);
    return event.put("resource", resource).put("path", resource).put("httpMethod", "POST");
  }

  private JsonNode cancel(String run) throws IOException {
    ObjectNode event = postTo("/runs/{id}/cancel");
    event.putObject("pathParameters").put("id", run);
    return handle(site.url("/a"), event.toString(), 60_000);
  }

  /// A run that waits for the page that its first one leads to.
  private Task beginRun() {
    Task first = new Task("run1", "books", "movies", "https://example.org/");
    ports.runs.begin(
        new RunHead("run1", "books", "movies", "v1", first.url(), ScraperIT.NOW, Duration.ZERO),
        first);
    return first;
  }

  @Test
  void cancelsARunThatIsUnderWayAndSaysSoAsOftenAsItIsAsked() throws IOException {
    Task first = beginRun();

    JsonNode answer = cancel("run1");

    assertThat(answer.path("statusCode").intValue()).isEqualTo(202);
    assertThat(answer.at("/headers/Location").textValue()).isEqualTo("/prod/runs/run1");
    Instant at = ports.run().notes().cancelledAt().orElseThrow();
    assertThat(body(answer))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"run": "run1", "cancelledAt": "%s",
                 "links": {"run": "/prod/runs/run1", "tasks": "/prod/runs/run1/tasks"}}
                """
                    .formatted(at)));
    assertThat(ports.runs.state(first)).contains(new TaskState.Cancelled());
    assertThat(log.lines()).containsExactly("INFO run run1: cancelled");
    assertThat(body(cancel("run1"))).as("again").isEqualTo(body(answer));
  }

  @Test
  void doesNotCancelARunThatHasSettled() throws IOException {
    URI url = site.at("/a", Response.page("<p>Soon</p>"));
    handle(url);

    JsonNode answer = cancel("run1");

    assertThat(answer.path("statusCode").intValue()).isEqualTo(409);
    assertThat(body(answer).path("detail").textValue())
        .startsWith("run run1: expected one that is under way, found that it settled at 20");
    assertThat(ports.run().notes().cancelledAt()).isEmpty();
  }

  @Test
  void cannotCancelARunThatIsNone() throws IOException {
    JsonNode answer = cancel("nobody");

    assertThat(answer.path("statusCode").intValue()).isEqualTo(404);
    assertThat(body(answer).path("detail").textValue()).isEqualTo("there is no run \"nobody\"");
  }

  @Test
  void scrapesTheSourceThatTheBodyNames() throws IOException {
    URI url = site.at("/a", Response.page(ScraperIT.page(2)));

    JsonNode answer = handle(url, post("{\"source\": \"books\"}"), 60_000);

    assertThat(answer.path("statusCode").intValue()).isEqualTo(202);
    assertThat(body(answer).path("source").textValue()).isEqualTo("books");
    assertThat(body(answer).at("/links/records").asText()).endsWith("/records/movies");
    assertThat(ports.run().head().source()).isEqualTo("books");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | expected an object of JSON",
        "source=books | expected an object of JSON",
        "[\"books\"] | expected an object of JSON",
        "{} | expected {\"source\": \"NAME\"}, found no text \"source\"",
        "{\"source\": 1} | expected {\"source\": \"NAME\"}, found no text \"source\"",
        "{\"source\": \"books\", \"url\": \"http://x\"} | found url",
        "{\"source\": \"films\"} | expected one of books, default, found \"films\""
      })
  void refusesABodyThatNamesNoSource(String body, String detail) throws IOException {
    JsonNode answer = handle(site.at("/a", Response.page("<p>")), post(body), 60_000);

    assertThat(answer.path("statusCode").intValue()).isEqualTo(400);
    assertThat(body(answer).path("detail").textValue()).contains(detail);
    assertThat(ports.calls).isEmpty();
  }

  @Test
  void aScheduleScrapesItsSourceAndHearsNothing() throws IOException {
    URI url = site.at("/a", Response.page(ScraperIT.page(2)));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();

    handler(url).handleRequest(scheduled("books"), answer, LambdaJson.context(60_000));

    assertThat(answer.size()).isZero();
    assertThat(ports.run().head().source()).isEqualTo("books");
    assertThat(ports.published).hasSize(1);
  }

  @Test
  void aScheduleIsSkippedWhileARunOfItsSourceGoesOn() throws IOException {
    beginRun();
    URI url = site.at("/a", Response.page(ScraperIT.page(2)));

    handler(url)
        .handleRequest(scheduled("books"), new ByteArrayOutputStream(), LambdaJson.context(60_000));

    assertThat(site.requests).isEmpty();
    assertThat(log.lines())
        .containsExactly("INFO source books: skipped, because run run1 still goes on");
    assertThat(ports.run().notes().skipped())
        .singleElement()
        .isEqualTo(ports.run().notes().skipped().getFirst().truncatedTo(ChronoUnit.MINUTES));
  }

  @Test
  void anEventOfAScheduleThatIsDeliveredTwiceIsOneScrape() throws IOException {
    URI url = site.at("/a", Response.page(ScraperIT.page(2)));

    for (int delivery = 0; delivery < 2; delivery++) {
      handler(url)
          .handleRequest(noon("books"), new ByteArrayOutputStream(), LambdaJson.context(60_000));
    }

    assertThat(site.pages()).hasSize(1);
    assertThat(ports.published).hasSize(1);
    assertThat(ports.run().notes().skipped()).isEmpty();
    assertThat(log.lines().getLast())
        .isEqualTo("INFO source books: left out, because a run has begun for 2026-11-21T12:00:00Z");
  }

  @Test
  void anEventOfAScheduleThatIsDeliveredTwiceAtOnceIsOneScrape() throws IOException {
    URI url = site.at("/a", Response.page(ScraperIT.page(2)));
    Task others = new Task("run1", "books", "movies", url.toString());
    RunHead head =
        new RunHead("run1", "books", "movies", "v1", others.url(), ScraperIT.NOW, Duration.ZERO);
    ports.runIds =
        () -> {
          assertThat(ports.runs.begin(head, others, NOON)).isTrue();
          return "run2";
        };

    handler(url)
        .handleRequest(noon("books"), new ByteArrayOutputStream(), LambdaJson.context(60_000));

    assertThat(site.requests).isEmpty();
    assertThat(ports.published).isEmpty();
    assertThat(ports.runs.find("run2")).isEmpty();
    assertThat(log.lines())
        .containsExactly(
            "INFO source books: left out, because a run has begun for 2026-11-21T12:00:00Z");
  }

  @Test
  void aScheduledScrapeThatFailedGivesItsTimeBack() throws IOException {
    URI url = site.at("/a", new Response(404, Site.HTML, ""));
    ScraperHandler failing = handler(url);
    assertThatThrownBy(() ->
            failing.handleRequest(
                noon("books"), new ByteArrayOutputStream(), LambdaJson.context(60_000)))
        .isInstanceOf(ScrapeFailedException.class);
    assertThat(ports.runs.hasBegun("books", NOON)).isFalse();
    site.at("/a", Response.page(ScraperIT.page(2)));
    ports.runIds = () -> "run2";

    handler(url)
        .handleRequest(noon("books"), new ByteArrayOutputStream(), LambdaJson.context(60_000));

    assertThat(ports.published).hasSize(1);
    assertThat(ports.runs.find("run2")).isPresent();
    assertThat(ports.runs.hasBegun("books", NOON)).isTrue();
  }

  @Test
  void aScheduledTimeThatIsNoneIsRefused() throws IOException {
    ScraperHandler handler = handler(site.url("/a"));

    assertThatThrownBy(() ->
            handler.handleRequest(
                scheduled("books", "<aws.scheduler.scheduled-time>"),
                new ByteArrayOutputStream(),
                LambdaJson.context(60_000)))
        .isInstanceOf(BadRequestException.class)
        .hasMessage(
            "scheduledAt: expected an ISO-8601 time, found \"<aws.scheduler.scheduled-time>\"");
    assertThat(ports.calls).isEmpty();
  }

  @Test
  void aScheduleIsKeptWhileARunOfAnotherSourceGoesOn() throws IOException {
    beginRun();
    URI url = site.at("/a", Response.page(ScraperIT.page(2)));

    handler(url)
        .handleRequest(
            scheduled("default"), new ByteArrayOutputStream(), LambdaJson.context(60_000));

    assertThat(ports.published).hasSize(1);
    assertThat(ports.run().notes().skipped()).isEmpty();
  }

  @Test
  void aRequestIsNeverSkipped() throws IOException {
    beginRun();
    URI url = site.at("/a", Response.page(ScraperIT.page(2)));

    JsonNode answer = handle(url, post("{\"source\": \"books\"}"), 60_000);

    assertThat(answer.path("statusCode").intValue()).isEqualTo(202);
    assertThat(ports.published).hasSize(1);
  }

  @Test
  void aScheduledScrapeThatFailsIsAnExceptionSoThatItIsSeenAndTriedAgain() throws IOException {
    ScraperHandler handler = handler(site.url("/lost"));

    assertThatThrownBy(() ->
            handler.handleRequest(
                scheduled("books"), new ByteArrayOutputStream(), LambdaJson.context(60_000)))
        .isInstanceOf(ScrapeFailedException.class)
        .hasMessageStartingWith("source books: PAGE_STATUS: expected status 200");
    assertThat(ports.kept()).hasSize(1);
  }

  @Test
  void aScheduledScrapeOfWhichATableDoesNotAnswerIsAnException() throws IOException {
    ports.faulty.put("begin", Fault.BEFORE);
    ScraperHandler handler = handler(site.url("/a"));

    assertThatThrownBy(() ->
            handler.handleRequest(
                scheduled("books"), new ByteArrayOutputStream(), LambdaJson.context(60_000)))
        .isInstanceOf(TransientException.class);
  }

  private static ByteArrayInputStream scheduled(String source) {
    return new ByteArrayInputStream("{\"source\": \"%s\"}".formatted(source).getBytes(UTF_8));
  }

  private static ByteArrayInputStream noon(String source) {
    return scheduled(source, NOON.toString());
  }

  private static ByteArrayInputStream scheduled(String source, String time) {
    return new ByteArrayInputStream(
        "{\"source\": \"%s\", \"scheduledAt\": \"%s\"}".formatted(source, time).getBytes(UTF_8));
  }

  @Test
  void takesNoParameters() throws IOException {
    String event =
        event()
            .replace(
                "\"multiValueQueryStringParameters\": null",
                "\"multiValueQueryStringParameters\": {\"url\": [\"http://169.254.169.254/\"]}");
    URI url = site.at("/a", Response.page(ScraperIT.page(1)));

    JsonNode answer = handle(url, event, 60_000);

    assertThat(answer.path("statusCode").intValue()).isEqualTo(400);
    assertThat(body(answer).path("detail").textValue())
        .startsWith("expected no query parameters, found [url]");
    assertThat(site.requests).isEmpty();
    assertThat(ports.calls).isEmpty();
  }

  @Test
  void tellsNothingInternalWhereATableDoesNotAnswer() throws IOException {
    ports.faulty.put("begin", Fault.BEFORE);

    JsonNode answer = handle(site.at("/a", Response.page(ScraperIT.page(1))));

    assertThat(answer.path("statusCode").intValue()).isEqualTo(503);
    assertThat(answer.toString()).doesNotContain("as the test asked", "Exception");
    assertThat(body(answer).has("error")).isFalse();
    assertThat(log.lines())
        .containsExactly("WARN /scrap_movies failed: begin failed, as the test asked");
  }

  @Test
  void isNoSuccessWhereNothingCouldBePublished() throws IOException {
    ports.refused = partitionKey -> true;

    JsonNode answer = handle(site.at("/a", Response.page(ScraperIT.page(2))), event(), 18_000);

    assertThat(answer.path("statusCode").intValue()).isEqualTo(503);
    assertThat(body(answer).path("detail").textValue())
        .startsWith("none of the page's 2 rows could be put on the stream")
        .endsWith("/errors?run=run1");
    assertThat(ports.kept()).containsOnlyKeys(id("/a", "scraper-batch-0"));
  }
}
