package pagestream.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static pagestream.local.ApiAnswers.assertCounts;
import static pagestream.local.ApiAnswers.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.encoding.Json;
import software.amazon.awssdk.core.SdkBytes;

/// The whole pipeline on its real engines, as a user sees it.
class LocalHostIT {
  private static PageSite site;
  private static LocalHost host;
  private static ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    site = new PageSite();
    host = Hosts.start(Map.of("url", site.url().toString(), "suffix", "it", "shards", "2"));
    api = new ApiClient(host.api());
  }

  @AfterAll
  static void stop() {
    host.close();
    site.close();
  }

  private static void show(Stream<List<String>> rows) {
    site.show(MoviePage.of(rows));
  }

  @Test
  void aRowBecomesATypedRecord() throws Exception {
    show(
        Stream.of(
            List.of(
                "tt0000101",
                "J&uuml;ri &amp; &quot;Rumm&quot;",
                "Jüri",
                "False",
                "1994",
                "90",
                "Adventure,Drama"),
            List.of("tt0000102", " O&#39;Brien ", "N/A", "True", "N/A", "N/A", "N/A")));

    JsonNode run = api.settledRun();

    assertThat(run.path("status").asText()).isEqualTo("settled");
    assertThat(fields(api.get("/movies/tt0000101").json()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"id": "tt0000101", "primaryTitle": "Jüri & \\"Rumm\\"", "originalTitle": "Jüri",
                 "isAdult": false, "startYear": 1994, "runtimeMinutes": 90,
                 "genres": ["Adventure", "Drama"]}
                """));
    assertThat(fields(api.get("/movies/tt0000102").json()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"id": "tt0000102", "primaryTitle": "O'Brien", "isAdult": true}
                """));
  }

  @Test
  void aPageScrapedAgainIsUnchangedAndNothingIsWritten() {
    show(IntStream.range(200, 450).mapToObj(MoviePage::numbered));
    JsonNode first = api.settledRun();
    List<JsonNode> stored = api.all("/movies");

    JsonNode second = api.settledRun();

    assertThat(first.path("stored").asInt()).isEqualTo(250);
    assertThat(second.path("status").asText()).isEqualTo("unchanged");
    assertCounts(second, 250, 0, 250, 0, 0);
    assertThat(api.all("/movies")).isEqualTo(stored);
  }

  @Test
  void fiveThousandRowsComeThroughWhole() {
    show(IntStream.range(10_000, 15_000).mapToObj(MoviePage::numbered));

    JsonNode run = api.settledRun();

    assertCounts(run, 5_000, 5_000, 0, 0, 0);
    assertThat(api.all("/movies"))
        .filteredOn(movie -> movie.path("_run").equals(run.path("run")))
        .hasSize(5_000)
        .allSatisfy(movie -> {
          int n = Integer.parseInt(movie.path("id").asText().substring(2));
          assertThat(movie.path("primaryTitle").asText()).isEqualTo("Movie № " + n);
          assertThat(movie.path("isAdult").booleanValue()).isEqualTo(n % 2 == 0);
          assertThat(movie.has("startYear")).isEqualTo(n % 7 != 0);
          assertThat(movie.path("runtimeMinutes").asInt()).isEqualTo(n % 5 == 0 ? 0 : 60 + n % 90);
        });
  }

  @Test
  void brokenRowsAreFailuresAndTheOthersAreStored() {
    show(
        Stream.of(
            List.of("tt0000301", "Good", "Good", "False", "1994", "90", "Drama"),
            List.of("tt0000302", "Bad year", "Bad", "False", "next year", "90", "Drama"),
            List.of(),
            List.of("N/A", "No id", "No id", "False", "1994", "90", "Drama"),
            List.of("tt0000305", "Good too", "Good", "False", "1994", "90", "Drama")));

    JsonNode run = api.settledRun();

    assertCounts(run, 5, 2, 0, 0, 3);
    String id = run.path("run").asText();
    List<JsonNode> failures = api.all("/errors?run=" + id);
    assertThat(failures)
        .extracting(
            failure -> failure.path("stage").asText(),
            failure -> failure.path("reason").asText(),
            failure -> failure.path("position").asInt())
        .containsExactlyInAnyOrder(
            tuple("processor", "VALUE_INVALID", 1),
            tuple("scraper", "ELEMENT_MISSING", 2),
            tuple("processor", "VALUE_MISSING", 3));
    assertThat(api.all("/errors?stage=scraper&run=" + id)).hasSize(1);
    JsonNode kept = api.get("/errors/" + idAt(failures, 1)).json();
    assertThat(kept.path("message").asText())
        .isEqualTo("startYear: expected an integer, found \"next year\"");
    assertThat(kept.at("/payload/json/entries/0/fields/startYear").asText()).isEqualTo("next year");
    assertFailAgain(id);
  }

  /// Nothing has changed, so that what is sent again fails again, and is no failure more.
  private static void assertFailAgain(String run) {
    String path = "/errors/redrive?run=" + run;
    assertThat(api.post(path + "&dryRun=true").json().path("failures").asInt()).isEqualTo(3);

    JsonNode redrive = api.settledRunOfPost(path);

    assertThat(redrive.path("kind").asText()).isEqualTo("redrive");
    assertCounts(redrive, 3, 0, 0, 0, 3);
    assertThat(api.all("/errors?run=" + run)).hasSize(3);
    assertThat(api.all("/errors?redrive=" + redrive.path("run").asText()))
        .extracting(
            failure -> failure.path("status").asText(),
            failure -> failure.path("attempts").asInt(),
            failure -> failure.path("reason").asText(),
            failure -> failure.at("/again/reason").asText())
        .containsExactlyInAnyOrder(
            tuple("failed again", 1, "VALUE_INVALID", "VALUE_INVALID"),
            tuple("failed again", 1, "ELEMENT_MISSING", "ELEMENT_MISSING"),
            tuple("failed again", 1, "VALUE_MISSING", "VALUE_MISSING"));
  }

  @Test
  void theSecondLayoutIsAFailureThatKeepsThePage() {
    String page =
        """
        <!DOCTYPE html><html><body><div class="movie"><div class="movieRow id"><p>id</p>
        <p>tt0000401</p></div></div></body></html>
        """;
    site.show(page);

    ApiClient.Answer answer = api.post("/scrap_movies");

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("title").asText())
        .isEqualTo("The page does not look as the recipe says");
    String error = answer.json().path("error").asText();
    JsonNode kept = api.get("/errors/" + error).json();
    assertThat(kept.path("reason").asText()).isEqualTo("LAYOUT_CHANGED");
    assertThat(kept.at("/payload/text").asText()).isEqualTo(page);
    JsonNode run = api.get("/runs/" + kept.path("run").asText()).json();
    assertThat(run.path("status").asText()).isEqualTo("failed");
    assertThat(run.path("error").asText()).isEqualTo(error);
  }

  @Test
  void aPoisonedStreamRecordIsKeptAndBlocksNothing() {
    try (SdkClients clients = SdkClients.of(host.engines())) {
      for (String key : List.of("1", "2", "3", "4")) {
        clients
            .kinesis()
            .putRecord(r ->
                r.streamName("data-processing-stream-it")
                    .partitionKey(key)
                    .data(SdkBytes.fromUtf8String("poison " + key)));
      }
    }
    show(Stream.of(List.of("tt0000501", "After", "After", "False", "1994", "90", "Drama")));

    assertCounts(api.settledRun(), 1, 1, 0, 0, 0);
    List<JsonNode> failures = api.all("/errors?reason=BATCH_UNREADABLE");
    assertThat(failures).hasSize(4);
    assertThat(failures.getFirst().has("run")).isFalse();
    byte[] payload =
        Base64.getDecoder()
            .decode(
                api.get("/errors/" + failures.getFirst().path("id").asText())
                    .json()
                    .at("/payload/base64")
                    .asText());
    assertThat(new String(payload, UTF_8)).startsWith("poison ");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /movies?limit=0, 400, limit: expected a whole number from 1 to 500",
    "GET, /movies?limit=501, 400, limit: expected",
    "GET, /movies?limit=ten, 400, limit: expected",
    "GET, /movies?limit=1&limit=2, 400, limit: expected it once",
    "GET, /movies?sort=startYear, 400, sort: expected id",
    "GET, /movies?order=up, 400, order: expected",
    "GET, /movies?cursor=xyz, 400, cursor: expected",
    "GET, /movies?colour=red, 400, query parameters: expected some of",
    "GET, /movies?startYear=old, 400, startYear: expected an integer",
    "GET, /movies?id=, 400, id: expected a value",
    "GET, /movies/none?limit=1, 400, query parameters: expected none",
    "GET, /movies/none, 404, there is no record",
    "GET, /runs/none, 404, there is no run",
    "GET, /errors/none, 404, there is no failure",
    "GET, /errors?stage=cook, 400, stage: expected",
    "GET, /errors?reason=BAD, 400, reason: expected",
    "GET, /errors?run=, 400, run: expected a value",
    "GET, /nowhere, 404, no route",
    "GET, /records/films, 404, there is no recipe",
    "GET, /records/ratings/none, 404, there is no record",
    "GET, /records/ratings?startYear=1994, 400, query parameters: expected some of",
    "GET, /sources?limit=1, 400, query parameters: expected none",
    "GET, /recipes?limit=1, 400, query parameters: expected none",
    "DELETE, /movies, 405, takes",
    "GET, /scrapes, 405, takes",
    "POST, /scrapes?source=books, 400, expected no query parameters",
    "POST, /scrap_movies?url=http://10.0.0.1/, 400, expected no query parameters"
  })
  void aWrongRequestIsToldWhatIsWrong(String method, String path, int status, String detail) {
    ApiClient.Answer answer = api.send(method, path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("detail").asText()).contains(detail);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.text()).doesNotContain("Exception", "\tat ", "pagestream.");
  }

  @Test
  void sourcesOfOneStackShareIdsAndNothingElse() throws Exception {
    show(Stream.of(List.of("tt9000001", "Mine", "Mine", "False", "1994", "90", "Drama")));
    JsonNode movies = api.settledRun();
    JsonNode movie = api.get("/movies/tt9000001").json();

    JsonNode ratings = api.settledRunOf("demo-ratings");

    assertCounts(movies, 1, 1, 0, 0, 0);
    assertCounts(ratings, 250, 250, 0, 0, 0);
    assertThat(List.of(movies, ratings))
        .extracting(run -> run.path("source").asText() + " " + run.path("recipe").asText())
        .containsExactly("default movies", "demo-ratings ratings");
    assertRating(api.get("/records/ratings/tt9000001").json(), ratingShown("tt9000001"));
    assertThat(api.get("/movies/tt9000001").json()).isEqualTo(movie);
    assertThat(api.get("/records/movies/tt9000001").json()).isEqualTo(movie);
    assertThat(api.all("/records/ratings")).hasSize(250);
    assertThat(api.settledRunOf("demo-ratings").path("status").asText()).isEqualTo("unchanged");
    assertThat(api.get("/movies/tt9000001").json()).isEqualTo(movie);
  }

  /// The demo site's first row.
  private static JsonNode ratingShown(String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(host.demo().resolve("/ratings?rows=1&type=json")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      JsonNode row =
          Json.MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body()).get(0);
      assertThat(row.path("id").asText()).isEqualTo(id);
      return row;
    }
  }

  private static void assertRating(JsonNode rating, JsonNode shown) {
    assertThat(fields(rating).propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("id", "rating", "votes");
    assertThat(rating.path("id")).isEqualTo(shown.path("id"));
    assertThat(rating.path("rating").decimalValue())
        .isEqualByComparingTo(shown.path("averageRating").asText());
    assertThat(rating.path("votes").asText()).isEqualTo(shown.path("numVotes").asText());
  }

  @Test
  void everySourceAndRecipeIsListed() {
    assertThat(api.get("/sources").json().path("items").valueStream())
        .extracting(source -> source.path("source").asText() + " " + source.path("recipe").asText())
        .containsExactly("books books", "default movies", "demo-ratings ratings", "toscrape books");
    assertThat(api.get("/sources").json().at("/items/0/start").asText())
        .isEqualTo(host.demo() + "shop/");
    assertThat(api.get("/recipes").json().path("items").valueStream())
        .extracting(recipe -> recipe.path("recipe").asText())
        .contains("books", "movies", "ratings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"source\": \"films\"} | source: expected one of books, default, demo-ratings, toscrape,"
            + " found \"films\"",
        "{\"source\": 5} | expected {\"source\": \"NAME\"}, found no text \"source\"",
        "{} | expected {\"source\": \"NAME\"}, found no text \"source\"",
        "[\"books\"] | expected",
        "{\"source\": \"books\", \"url\": \"http://10.0.0.1/\"} | expected {\"source\": \"NAME\"},"
            + " found url",
        "source=books | expected",
        "`` | expected"
      })
  void aScrapeOfNoSourceIsToldWhatIsExpected(String body, String detail) {
    ApiClient.Answer answer = api.send("POST", "/scrapes", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("detail").asText()).contains(detail);
    assertThat(answer.text()).doesNotContain("Exception", "pagestream.");
  }

  @Test
  void recordsAreFoundByTheirFields() {
    show(IntStream.range(600, 640).mapToObj(MoviePage::numbered));
    api.settledRun();

    assertThat(api.all("/movies?genres=Sci-Fi&isAdult=true&startYear=1902"))
        .isEqualTo(
            api.all("/movies").stream()
                .filter(movie -> movie.path("genres").toString().contains("Sci-Fi"))
                .filter(movie -> movie.path("isAdult").booleanValue())
                .filter(movie -> movie.path("startYear").asInt() == 1902)
                .toList())
        .isNotEmpty();
  }

  @Test
  void aRecordIsFoundByItsKeyAsByAnyField() {
    show(Stream.of(MoviePage.numbered(690), MoviePage.numbered(691)));
    api.settledRun();
    JsonNode first = api.get("/movies").json().path("items").path(0);

    assertThat(api.all("/movies?id=" + first.path("id").asText())).containsExactly(first);
  }

  @Test
  void aListGoesOnWhereItsCursorSays() {
    show(IntStream.range(700, 710).mapToObj(MoviePage::numbered));
    api.settledRun();

    JsonNode first = api.get("/movies?limit=3&order=desc").json();
    JsonNode second =
        api.get("/movies?limit=3&order=desc&cursor=" + first.path("next").asText()).json();

    assertThat(Stream.of(first, second).flatMap(page -> ids(page).stream()))
        .isSortedAccordingTo(Comparator.reverseOrder())
        .doesNotHaveDuplicates()
        .hasSize(6);
    assertThat(api.get("/movies?order=asc&cursor=" + first.path("next").asText()).status())
        .isEqualTo(400);
  }

  @Test
  void healthSaysWhatIsRunning() {
    JsonNode health = api.get("/health").json();

    assertThat(health.path("status").asText()).isEqualTo("ok");
    assertThat(health.path("engine").asText())
        .isEqualTo(System.getenv("AWS_ENDPOINT_URL") == null ? "embedded" : "endpoint");
    assertThat(health.path("version").asText()).matches("\\d+\\.\\d+\\..*");
  }

  private static List<String> ids(JsonNode page) {
    return page.path("items").valueStream().map(item -> item.path("id").asText()).toList();
  }

  private static String idAt(List<JsonNode> failures, int position) {
    return failures.stream()
        .filter(failure -> failure.path("position").asInt() == position)
        .findAny()
        .orElseThrow()
        .path("id")
        .asText();
  }

  /// What S3 sends when a bucket is told of its queue.
  @Test
  void aMessageStartsTheFunctionThatQueuesAloneCall() {
    try (QueueClient queue = new QueueClient(host.engines(), "discarded-batches-it");
        QueueClient deadLetters =
            new QueueClient(host.engines(), "discarded-batches-dead-letters-it")) {
      queue.send("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");

      await().atMost(Duration.ofMinutes(1)).until(queue::isEmpty);
      assertThat(deadLetters.isEmpty()).isTrue();
    }
  }
}
