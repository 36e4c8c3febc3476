package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Reason;

/// The functions, whose requests to the engines are refused, cut, answered late, in part or not at
/// all, and which are killed besides. Batches may use up their retries: their rows are failures,
/// and are sent again in the end.
class StruckEnginesIT {
  /// One row in so many cannot become a record.
  private static final int BROKEN = 50;

  /// Why rows fail whose batch has used up its retries.
  private static final Reason GIVEN_UP = Reason.RETRIES_EXHAUSTED;

  private static final Duration BETWEEN_KILLS = Duration.ofMillis(1_500);

  /// A run that has not settled is summed up for each look.
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  @Test
  void everyCountIsExactThoughAQuarterOfAllRequestsIsStruck() throws Exception {
    scrape(5, 300, 25, 0);
  }

  @Tag("endurance")
  @Test
  void aHundredThousandRowsAreCountedExactlyThoughFunctionsAreKilledTwoHundredTimes()
      throws Exception {
    scrape(50, 2_000, 5, 4);
  }

  /// @param percent of the requests are struck
  /// @param killsARun functions that are killed from when a run is asked for
  private static void scrape(int runs, int rows, int percent, int killsARun) throws Exception {
    long began = System.nanoTime();
    try (PageSite site = new PageSite();
        FaultProxy proxy = new FaultProxy(1, percent);
        LocalHost host = start(site, proxy);
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor()) {
      ApiClient api = new ApiClient(host.api());
      FunctionProcesses functions = new FunctionProcesses(1);
      for (int run = 0; run < runs; run++) {
        site.show(page(run, rows));
        List<? extends Future<?>> killing =
            IntStream.range(0, killsARun)
                .mapToObj(kill ->
                    killer.schedule(
                        functions::killOne, kill * BETWEEN_KILLS.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        await()
            .atMost(Duration.ofMinutes(5))
            .until(() -> api.post("/scrap_movies").status() == 202);
        for (Future<?> kill : killing) {
          kill.get();
        }
      }
      await()
          .pollInterval(BETWEEN_LOOKS)
          .atMost(Duration.ofMinutes(40))
          .until(() -> haveSettled(api, runs));
      assertThat(proxy.strikes()).containsOnlyKeys(FaultProxy.Strike.values());
      assertThat(proxy.inPart()).containsOnlyKeys(FaultProxy.IN_PART);
      proxy.rest();
      List<JsonNode> all = api.all("/runs");
      all.forEach(run -> assertCounts(api, run, rows));
      int givenUp = rows(api, "/errors?reason=" + GIVEN_UP);
      if (givenUp > 0) {
        sendAgain(api, all.size());
      }

      assertThat(rows(api, "/errors") - rows(api, "/errors?status=resolved"))
          .isEqualTo(all.size() * rows / BROKEN);
      assertThat(api.all("/movies"))
          .hasSize(rows - rows / BROKEN)
          .allSatisfy(
              movie -> assertThat(movie.path("primaryTitle").asText()).isEqualTo(title(runs - 1)));
      System.out.printf(
          "%,d runs of %,d rows, %d kills, requests struck: %s, of them in part: %s, in %,d s;"
              + " %,d rows were given up, and sent again%n",
          all.size(),
          rows,
          functions.killed(),
          proxy.strikes(),
          proxy.inPart(),
          (System.nanoTime() - began) / 1_000_000_000,
          givenUp);
    }
  }

  /// Sends what was given up again, and waits until nothing is on its way.
  private static void sendAgain(ApiClient api, int runs) {
    assertThat(api.post("/errors/redrive?reason=" + GIVEN_UP).status()).isEqualTo(202);
    await()
        .pollInterval(BETWEEN_LOOKS)
        .atMost(Duration.ofMinutes(5))
        .until(() -> haveSettled(api, runs + 1));
  }

  private static LocalHost start(PageSite site, FaultProxy proxy)
      throws IOException, InterruptedException {
    return Hosts.startIn(
        Hosts.PROJECT,
        Map.of("suffix", "struck", "url", site.url().toString()),
        (function, engines) -> proxy.before(engines));
  }

  private static String page(int run, int rows) {
    return MoviePage.of(
        IntStream.range(0, rows)
            .mapToObj(row -> {
              List<String> cells =
                  MoviePage.with("primaryTitle", title(run), MoviePage.numbered(row));
              return row % BROKEN == 0 ? MoviePage.with("startYear", "soon", cells) : cells;
            }));
  }

  private static String title(int run) {
    return "Of run " + run;
  }

  /// An answer that was struck says nothing.
  private static boolean haveSettled(ApiClient api, int runs) {
    ApiClient.Answer answer = api.get("/runs?limit=500");
    JsonNode items = answer.status() == 200 ? answer.json().path("items") : null;
    return items != null
        && items.size() >= runs
        && StreamSupport.stream(items.spliterator(), false)
            .noneMatch(run -> run.path("status").asText().equals("running"));
  }

  /// Each row has become one thing, and each that has failed is in a failure.
  private static void assertCounts(ApiClient api, JsonNode run, int rows) {
    int failed = run.path("failed").asInt();
    int others =
        run.path("stored").asInt() + run.path("unchanged").asInt() + run.path("stale").asInt();
    assertThat(run.path("found").asInt()).as(run.toString()).isEqualTo(rows);
    assertThat(others + failed).as(run.toString()).isEqualTo(rows);
    assertThat(failed).as(run.toString()).isGreaterThanOrEqualTo(rows / BROKEN);
    assertThat(rows(api, "/errors?run=" + run.path("run").asText())).isEqualTo(failed);
  }

  /// How many rows a list of failures stands for.
  private static int rows(ApiClient api, String failures) {
    return api.all(failures).stream().mapToInt(failure -> failure.path("rows").asInt()).sum();
  }
}
