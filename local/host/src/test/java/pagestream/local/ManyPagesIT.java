package pagestream.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pagestream.local.ApiAnswers.assertCounts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.demo.DemoSite;
import pagestream.demo.Visit;
import pagestream.emulator.lambda.InvocationResult;
import pagestream.encoding.Json;

/// Runs of many pages on the real engines: what is stored is what the shop says that it sells.
class ManyPagesIT {
  private static final String SOUND = "?books=60";
  private static final String LARGE = "?books=300";
  private static final String SMALL = "?books=40";
  private static final String TROUBLED = "?books=20&rows=10&busy=7&failing=5&dead=9&unlinked=11";

  /// The books of the troubled shop that have no page.
  private static final List<Integer> DEAD = List.of(9, 18);

  @TempDir private static Path folder;

  /// The first list of the shop as one record.
  private static final String WINDOW =
      """
      rows: body
      key: heading
      fields:
        heading: {select: h1, required: true}
        titles:  {select: h3 a, take: '@title', all: true}
        prices:  {select: .price_color, all: true, type: decimal, match: '[\\d.]+'}
        owner:   {select: .owner, default: nobody}
      """;

  private static DemoSite shop;
  private static LocalHost host;
  private static ApiClient api;

  /// Recipes of their own keep the records of the shops apart.
  @BeforeAll
  static void start() throws Exception {
    shop = new DemoSite(0, new Random());
    Path project =
        ProjectCopy.in(
            folder,
            Map.of(
                "recipes/troubled.yml",
                    Files.readString(Hosts.PROJECT.resolve("recipes/books.yml")),
                "recipes/cancelled.yml",
                    Files.readString(Hosts.PROJECT.resolve("recipes/books.yml")),
                "recipes/window.yml", WINDOW,
                "sources/cancelled.yml", source("cancelled", LARGE),
                "sources/sound.yml", source("books", SOUND),
                "sources/troubled.yml", source("troubled", TROUBLED),
                "sources/window.yml", source("window", SMALL)));
    host = Hosts.startIn(project, Map.of("suffix", "many"));
    api = new ApiClient(host.api());
  }

  private static String source(String recipe, String query) {
    return """
    recipe: %s
    start: %s
    pace: {delay: 0 seconds, atOnce: 2}
    """
        .formatted(recipe, shop.url().resolve("/shop/" + query));
  }

  @AfterAll
  static void stop() {
    host.close();
    shop.close();
  }

  @Test
  void everyBookOfAShopIsStoredAsItsPagesShowIt() throws Exception {
    JsonNode run = api.settledRunOf("sound");

    assertThat(run.path("status").asText()).isEqualTo("settled");
    assertCounts(run, 60, 60, 0, 0, 0);
    assertThat(run.path("tasks"))
        .isEqualTo(
            Json.MAPPER.readTree("{\"found\": 63, \"ended\": 63, \"waiting\": 0, \"failed\": 0}"));
    List<JsonNode> books = api.all("/records/books");
    assertThat(books.stream().map(ApiAnswers::fields))
        .containsExactlyInAnyOrderElementsOf(sold(SOUND));
    assertThat(api.all("/errors?run=" + run.path("run").asText())).isEmpty();
    assertThat(shop.visits())
        .extracting(Visit::target)
        .filteredOn(target -> target.endsWith(SOUND))
        .doesNotHaveDuplicates();
    assertThat(api.post("/runs/" + run.path("run").asText() + "/cancel").status()).isEqualTo(409);
    List<JsonNode> tasks = api.all("/runs/" + run.path("run").asText() + "/tasks");
    assertThat(tasks).hasSize(63);
    // What the operator has written in the query of a start is shown to no reader.
    assertThat(tasks.getFirst().path("url").asText()).endsWith("/shop/?books=…");
    assertThat(tasks.getFirst().path("follows").asInt()).isEqualTo(21);
    JsonNode book = books.getFirst();
    assertThat(api.get("/records/books/" + book.path("id").asText()).json()).isEqualTo(book);
    assertThat(api.all("/records/books?available=false"))
        .isNotEmpty()
        .containsExactlyElementsOf(
            books.stream().filter(each -> !each.path("available").booleanValue()).toList());
  }

  @Test
  void theValuesOfSeveralElementsAreOneFieldThatIsFoundByEach() throws Exception {
    assertCounts(api.settledRunOf("window"), 1, 1, 0, 0, 0);
    JsonNode window = api.get("/records/window/All%20products").json();

    assertThat(window.path("titles").valueStream())
        .hasSize(20)
        .isSubsetOf(sold(SMALL).stream().map(book -> book.path("title")).toList());
    assertThat(window.path("owner").asText()).isEqualTo("nobody");
    JsonNode price = window.path("prices").path(7);
    assertThat(price.isNumber()).isTrue();
    for (String found : List.of("prices=" + price.asText(), "owner=nobody")) {
      assertThat(api.all("/records/window?" + found)).containsExactly(window);
    }
    assertThat(api.all("/records/window?prices=0.01")).isEmpty();
    assertThat(api.get("/records/window?prices=cheap").status()).isEqualTo(400);
    assertThat(api.settledRunOf("window").path("status").asText()).isEqualTo("unchanged");
  }

  @Test
  void aShopInTroubleLosesNothingButWhatItDoesNotShow() throws Exception {
    JsonNode run = api.settledRunOf("troubled");

    assertThat(shop.visits()).extracting(Visit::status).contains(429, 503, 404);
    List<JsonNode> sold = sold(TROUBLED);
    assertThat(run.path("status").asText()).isEqualTo("settled");
    assertCounts(run, 20, sold.size(), 0, 0, 20 - sold.size());
    assertThat(run.at("/tasks/ended")).isEqualTo(run.at("/tasks/found"));
    assertThat(run.at("/tasks/failed").asInt()).isEqualTo(DEAD.size());
    assertThat(api.all("/records/troubled").stream().map(ApiAnswers::fields))
        .containsExactlyInAnyOrderElementsOf(sold);
    List<JsonNode> failures = api.all("/errors?run=" + run.path("run").asText());
    assertThat(failures).hasSize(20 - sold.size());
    assertThat(failures)
        .filteredOn(failure -> failure.path("reason").asText().equals("PAGE_STATUS"))
        .extracting(failure -> numberAt(failure.path("url").asText()))
        .containsExactlyInAnyOrderElementsOf(DEAD);
  }

  @Test
  void aRunThatIsCancelledSettlesWithWhatItHas() throws Exception {
    String path = api.runOf("cancelled");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.get(path).json().path("found").asInt() > 0);
    InvocationResult scheduled =
        host.functions().get("scraper").invoke("{\"source\":\"cancelled\"}".getBytes(UTF_8));
    ApiClient.Answer cancelled = api.post(path + "/cancel");

    assertThat(scheduled).isInstanceOf(InvocationResult.Success.class);
    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(202);
    JsonNode run = api.settled(path);
    assertThat(run.path("status").asText()).isEqualTo("settled");
    assertThat(run.path("cancelledAt")).isEqualTo(cancelled.json().path("cancelledAt"));
    assertThat(run.path("skipped")).as("the scheduled scrape").hasSize(1);
    int found = run.path("found").asInt();
    int stored = run.path("stored").asInt();
    assertThat(stored).isLessThan(300);
    assertCounts(run, found, stored, 0, 0, found - stored);
    assertThat(api.all("/records/cancelled")).hasSize(stored);
    assertThat(api.all("/errors?run=" + run.path("run").asText()))
        .as("rows whose pages were not fetched")
        .hasSize(found - stored)
        .allMatch(failure -> failure.path("reason").asText().equals("NOT_FOLLOWED"));
    assertThat(run.at("/tasks/ended")).isEqualTo(run.at("/tasks/found"));
    int left = run.at("/tasks/notFollowed/cancelled").asInt();
    assertThat(left).isPositive();
    List<JsonNode> tasks = api.all(path + "/tasks?state=done");
    assertThat(tasks).hasSize(run.at("/tasks/found").asInt());
    assertThat(tasks).filteredOn(task -> task.has("notFollowed")).hasSize(left);
    assertThat(tasks.stream().mapToInt(task -> task.path("found").asInt()).sum()).isEqualTo(found);
    assertThat(api.post(path + "/cancel").status()).as("again").isEqualTo(202);
  }

  /// The number of the book at an address such as `/shop/books/against-rain_17/`.
  private static int numberAt(String url) {
    return Integer.parseInt(url.replaceFirst(".*_(\\d+)/.*", "$1"));
  }

  /// The records that the shop's pages shall become.
  private static List<JsonNode> sold(String query) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(shop.url().resolve("/shop/books.json" + query)).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return Json.MAPPER
          .readTree(http.send(request, BodyHandlers.ofString()).body())
          .valueStream()
          .toList();
    }
  }
}
