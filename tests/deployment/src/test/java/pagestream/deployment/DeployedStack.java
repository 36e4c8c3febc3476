package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A user's stack, deployed by the script, and its API as that user calls it.
final class DeployedStack {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final Pattern SCRAPE = Pattern.compile("scrape: +(http\\S+)/scrap_movies");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> settings;
  private final URI page;
  private String api = "";
  private String key = "";

  DeployedStack(String suffix, URI endpoint, URI page) {
    settings = Map.of("suffix", suffix, "AWS_ENDPOINT_URL", endpoint.toString());
    this.page = page;
  }

  record Answer(int status, JsonNode json) {}

  /// The script's output; deploys where no option says otherwise.
  String script(String... options) {
    return script(Map.of(), options);
  }

  String script(Map<String, String> more, String... options) {
    Command.Result result = command(more, options).run(LIMIT);
    assertThat(result.exit()).as(result.output()).isZero();
    return result.output();
  }

  Command command(Map<String, String> more, String... options) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    List<String> line = new ArrayList<>(List.of("./deploy-resources.sh", "--local"));
    line.addAll(List.of(options));
    return new Command(line, all);
  }

  /// A first deployment, which alone must name the page.
  Command first() {
    return command(Map.of("url", page.toString()));
  }

  void deploy() {
    Command.Result result = first().run(LIMIT);
    assertThat(result.exit()).as(result.output()).isZero();
    meet(result.output());
  }

  /// Brings back what is not deployed any more; the API is a new one.
  void resume() {
    meet(script("--resume"));
  }

  /// Finds out where the API is, and its key.
  private void meet(String output) {
    Matcher scrape = SCRAPE.matcher(output);
    assertThat(scrape.find()).as(output).isTrue();
    api = scrape.group(1);
    key = script("--api-key").strip();
    assertThat(key).hasSizeGreaterThan(19).doesNotContain(" ");
    assertThat(output).doesNotContain(key);
  }

  Answer get(String path) {
    return send("GET", path, "", "");
  }

  private Answer getWithKey(String path) {
    return send("GET", path, "", key);
  }

  Answer post(String path, String body, String withKey) {
    return send("POST", path, body, withKey);
  }

  private Answer send(String method, String path, String body, String withKey) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .timeout(Duration.ofMinutes(1));
    if (!withKey.isEmpty()) {
      request.header("x-api-key", withKey);
    }
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Scrapes the default source, and waits until every row is accounted for.
  JsonNode settledRun() {
    return settledRunOf("/scrap_movies", "");
  }

  /// The same for a source by name.
  JsonNode settledRunOf(String source) {
    return settledRunOf("/scrapes", "{\"source\": \"%s\"}".formatted(source));
  }

  /// The same for what a request begins.
  JsonNode settledRunOf(String path, String body) {
    Answer scraped = post(path, body, key);
    assertThat(scraped.status()).as(scraped.json().toString()).isEqualTo(202);
    String run = scraped.json().at("/links/run").asText();
    assertThat(run).startsWith("/prod/runs/");
    return settled(run.substring("/prod".length()));
  }

  private JsonNode settled(String run) {
    return await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> get(run).json(), json -> !json.path("status").asText().equals("running"));
  }

  /// Every item of a list, page by page.
  List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      Answer answer = getWithKey(path + (path.contains("?") ? "&" : "?") + "limit=100" + cursor);
      assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
      answer.json().path("items").forEach(items::add);
      JsonNode next = answer.json().path("next");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());
    return items;
  }
}
