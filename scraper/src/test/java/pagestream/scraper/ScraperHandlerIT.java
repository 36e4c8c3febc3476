package pagestream.scraper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagestream.aws.LambdaJson;
import pagestream.encoding.Json;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Task;
import pagestream.scraper.Site.Response;

class ScraperHandlerIT {
  private final Site site = new Site();
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
    ScraperHandler handler =
        new ScraperHandler(ScraperIT.scrapes(url, ports, InstantSource.system()), log);
    return Json.MAPPER.readTree(
        LambdaJson.write(
            handler.handleRequest(
                LambdaJson.read(event, APIGatewayProxyRequestEvent.class),
                LambdaJson.context(millisLeft))));
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
                 "found": 3, "published": 2, "failed": 1,
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
                 "title": "The page answered with an error status", "status": 502,
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

  @Test
  void takesNoParameters() throws IOException {
    String event =
        event()
            .replace(
                "\"queryStringParameters\": null",
                "\"queryStringParameters\": {\"url\": \"http://169.254.169.254/\"}");
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
    assertThat(log.lines()).containsExactly("WARN scrape failed: begin failed, as the test asked");
  }

  @Test
  void isNoSuccessWhereNothingCouldBePublished() throws IOException {
    ports.refused = partitionKey -> true;

    JsonNode answer = handle(site.at("/a", Response.page(ScraperIT.page(2))), event(), 11_000);

    assertThat(answer.path("statusCode").intValue()).isEqualTo(503);
    assertThat(body(answer).path("detail").textValue())
        .startsWith("none of the page's 2 rows could be put on the stream")
        .endsWith("/errors?run=run1");
    assertThat(ports.kept()).containsOnlyKeys(id("/a", "scraper-batch-0"));
  }
}
