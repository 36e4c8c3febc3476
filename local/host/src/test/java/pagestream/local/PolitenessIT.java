package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.local.ApiAnswers.assertCounts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.demo.DemoSite;
import pagestream.demo.Visit;

/// How a site is visited, as its own log tells it.
class PolitenessIT {
  /// What the site's robots.txt asks for.
  private static final Duration CRAWL_DELAY = Duration.ofMillis(400);

  private static final Duration OWN_DELAY = Duration.ofMillis(900);
  private static final Duration RETRY = Duration.ofSeconds(2);

  /// The site notes when a request arrived, and its visitor counts from when it was sent: on a busy
  /// machine one may take that much longer on its way than the next.
  private static final Duration ON_THE_WAY = Duration.ofMillis(100);

  /// The pages of two of the ten books are private.
  private static final String PRIVATE = "books=10&rows=5&private=5";

  private static final String BUSY = "books=8&rows=8&busy=6&retry=2s";
  private static final String SLOW = "books=6&rows=6&delay=300ms";

  @TempDir private static Path folder;

  private static DemoSite shop;
  private static LocalHost host;
  private static ApiClient api;

  /// Each shop is read by a recipe of its own, which keeps its records apart from the others'.
  @BeforeAll
  static void start() throws Exception {
    shop = new DemoSite(0, new Random(), CRAWL_DELAY);
    Path project = ProjectCopy.in(folder, files());
    host = Hosts.startIn(project, Map.of("suffix", "polite", "contact", "https://example.org/bot"));
    api = new ApiClient(host.api());
  }

  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new HashMap<>();
    files.put("sources/private.yml", source("private", PRIVATE, "{delay: 0 seconds}"));
    files.put("sources/busy.yml", source("busy", BUSY, "{delay: 900 milliseconds}"));
    files.put("sources/slow.yml", source("slow", SLOW, "{delay: 0 seconds, atOnce: 2}"));
    String books = Files.readString(Hosts.PROJECT.resolve("recipes/books.yml"));
    List.of("private", "busy", "slow")
        .forEach(name -> files.put("recipes/" + name + ".yml", books));
    return files;
  }

  private static String source(String recipe, String query, String pace) {
    return """
    recipe: %s
    start: %s
    pace: %s
    """
        .formatted(recipe, shop.url().resolve("/shop/?" + query), pace);
  }

  @AfterAll
  static void stop() {
    host.close();
    shop.close();
  }

  /// The pages of a run, in the order of their requests.
  private static List<Visit> visits(String query) {
    return shop.visits().stream().filter(visit -> visit.target().endsWith("?" + query)).toList();
  }

  private static void assertApart(List<Visit> visits, Duration delay) {
    for (int i = 1; i < visits.size(); i++) {
      Duration between = Duration.between(visits.get(i - 1).arrived(), visits.get(i).arrived());
      assertThat(between)
          .as("%s after %s", visits.get(i), visits.get(i - 1))
          .isGreaterThanOrEqualTo(delay.minus(ON_THE_WAY));
    }
  }

  @Test
  void whatRobotsTxtForbidsIsNeverAskedForAndItsDelayIsKept() {
    JsonNode run = api.settledRunOf("private");

    assertCounts(run, 10, 8, 0, 0, 2);
    assertThat(run.at("/tasks/notFollowed/robots").asInt()).isEqualTo(2);
    List<Visit> visits = visits(PRIVATE);
    assertThat(visits).hasSize(2 + 8).extracting(Visit::status).containsOnly(200);
    assertThat(visits).extracting(Visit::target).noneMatch(target -> target.contains("private/"));
    assertApart(visits, CRAWL_DELAY);
    assertThat(api.all("/errors?run=" + run.path("run").asText()))
        .extracting(failure -> failure.path("reason").asText())
        .containsExactly("NOT_FOLLOWED", "NOT_FOLLOWED");
    assertThat(shop.visits())
        .extracting(Visit::target)
        .filteredOn("/robots.txt"::equals)
        .as("one for all runs")
        .hasSize(1);
    assertThat(shop.visits())
        .extracting(Visit::userAgent)
        .allMatch(agent -> agent.matches("Pagestream/\\S+ \\(\\+https://example\\.org/bot\\)"));
  }

  @Test
  void whenToComeAgainAndTheSourcesOwnDelayAreKept() {
    JsonNode run = api.settledRunOf("busy");

    assertCounts(run, 8, 8, 0, 0, 0);
    List<Visit> visits = visits(BUSY);
    assertApart(visits, OWN_DELAY);
    assertThat(visits).extracting(Visit::status).contains(429);
    for (int i = 1; i < visits.size(); i++) {
      Visit before = visits.get(i - 1);
      if (before.status() == 429) {
        assertThat(Duration.between(before.answered(), visits.get(i).arrived()))
            .as("%s after %s", visits.get(i), before)
            .isGreaterThanOrEqualTo(RETRY);
      }
    }
  }

  @Test
  void noMoreRequestsAreOpenThanTheSourceAllows() {
    JsonNode run = api.settledRunOf("slow");

    assertCounts(run, 6, 6, 0, 0, 0);
    assertThat(visits(SLOW)).hasSize(7).extracting(Visit::open).allMatch(open -> open <= 2);
  }
}
