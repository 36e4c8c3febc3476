package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pagestream.encoding.Json;

/// The API as a user calls it.
final class ApiClient {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /// For a run of many pages on a busy machine.
  private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;

  ApiClient(URI api) {
    this.api = api;
  }

  record Answer(int status, String contentType, String text) {
    JsonNode json() {
      try {
        return Json.MAPPER.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(text, e);
      }
    }
  }

  Answer get(String path) {
    return send("GET", path);
  }

  Answer post(String path) {
    return send("POST", path);
  }

  Answer send(String method, String path) {
    return send(method, path, "");
  }

  Answer send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .timeout(LIMIT)
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Scrapes, and waits until the run is no longer running.
  JsonNode settledRun() {
    return settled(run(post("/scrap_movies")));
  }

  /// The same for what a POST begins.
  JsonNode settledRunOfPost(String path) {
    return settled(run(post(path)));
  }

  /// The same for a source by name.
  JsonNode settledRunOf(String source) {
    return settled(runOf(source));
  }

  /// Scrapes a source, and answers the path of the run.
  String runOf(String source) {
    return run(send("POST", "/scrapes", "{\"source\": \"%s\"}".formatted(source)));
  }

  private static String run(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().at("/links/run").asText();
  }

  JsonNode settled(String run) {
    return await()
        .atMost(LONGEST_RUN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get(run).json(), json -> !json.path("status").asText().equals("running"));
  }

  /// Every item of a list, page by page.
  List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      Answer answer = get(path + (path.contains("?") ? "&" : "?") + "limit=500" + cursor);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      answer.json().path("items").forEach(items::add);
      JsonNode next = answer.json().path("next");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());
    return items;
  }
}
