package pagestream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `scripts/deploy/api.mjs` asks of a stack's API, and for how long.
class SmokeIT {
  private static final String STACK = "pagestream-functions-me";

  private AwsStub aws;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
    aws.on("GET /apikeys", "{\"item\": [{\"name\": \"pagestream-me\", \"value\": \"the key\"}]}");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aNewApiIsWaitedForUntilItIsWell() {
    aws.on("GET /prod/health", 403, "{}").on("GET /prod/health", "{\"status\": \"ok\"}");

    assertThat(aws.account("health", api()).output())
        .isEqualTo(
            "waiting: %s/health does not answer yet …\n{\"status\": \"ok\"}\n".formatted(api()));
  }

  @Test
  void aScrapeWaitsForTheNewKeyAndTheNewMapping() {
    isFrom(Instant.now().minus(Duration.ofMinutes(2)));
    aws.on("POST /prod/scrap_movies", 403, "{}")
        .on("POST /prod/scrap_movies", 202, "{\"run\": \"R\"}")
        .on("GET /prod/runs/R", run("running"), run("settled"));

    Command.Result result = aws.account("smoke", api(), "pagestream-me", STACK);

    assertThat(result.output())
        .isEqualTo(
            """
            waiting: the API does not know its new key yet …
            scraping: %s/runs/R
            waiting: the functions of a new stack may begin to read its streams after some minutes …
            %s
            """
                .formatted(api(), run("settled")));
    assertThat(result.exit()).isZero();
  }

  @Test
  void ofAnOldStackNoMappingIsWaitedFor() {
    isFrom(Instant.now().minus(Duration.ofDays(2)));
    aws.on("POST /prod/scrap_movies", 202, "{\"run\": \"R\"}")
        .on("GET /prod/runs/R", run("running"), run("failed"));

    Command.Result result = aws.account("smoke", api(), "pagestream-me", STACK);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .contains("waiting: the run has not settled yet …\n")
        .endsWith(
            "expected the run to settle with records, found: %s; /errors says why\n"
                .formatted(run("failed")));
  }

  @Test
  void aScrapeThatIsRefusedIsNoSuccess() {
    aws.on("POST /prod/scrap_movies", 429, "{\"status\": 429}");

    Command.Result result = aws.account("smoke", api(), "pagestream-me", STACK);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .isEqualTo("expected the scrape to be taken, found: {\"status\": 429}\n");
  }

  /// A list shows a run as running also where it is too large to be summed.
  @Test
  void onlyRunsThatHaveNotSettledAreOpen() {
    aws.on(
            "GET /prod/runs",
            list(
                "\"more\"",
                item("A", "running", Instant.now()),
                item("B", "settled", Instant.now())),
            list("null", item("C", "running", Instant.now())))
        .on("GET /prod/runs/A", "{\"status\": \"running\", \"settledAt\": null}")
        .on("GET /prod/runs/C", run("settled"));

    assertThat(aws.account("open-runs", api(), "pagestream-me").output()).isEqualTo("A\n");
  }

  /// What a filter or an odd item leaves out may leave a slice with nothing.
  @Test
  void anEmptySliceIsNotTheLast() {
    aws.on("GET /prod/runs", list("\"more\""), list("null", item("A", "running", Instant.now())))
        .on("GET /prod/runs/A", run("running"));

    assertThat(aws.account("open-runs", api(), "pagestream-me").output()).isEqualTo("A\n");
  }

  /// The queue keeps no task for longer than 14 days.
  @Test
  void runsOfLongAgoAreNotAskedFor() {
    aws.on(
        "GET /prod/runs",
        list("\"more\"", item("A", "settled", Instant.now().minus(Duration.ofDays(16)))));

    assertThat(aws.account("open-runs", api(), "pagestream-me").output()).isEqualTo("\n");
    assertThat(aws.asked()).containsOnlyOnce("GET /prod/runs");
  }

  private String api() {
    return aws.url() + "/prod";
  }

  private void isFrom(Instant creation) {
    aws.on(
        "DescribeStacks " + STACK,
        AwsStub.stack(
            STACK, "CREATE_COMPLETE", "<CreationTime>%s</CreationTime>".formatted(creation)));
  }

  private static String run(String status) {
    return "{\"status\": \"%s\", \"settledAt\": %s}"
        .formatted(status, status.equals("running") ? "null" : "\"2026-11-22T00:00:00Z\"");
  }

  private static String item(String run, String status, Instant startedAt) {
    return "{\"run\": \"%s\", \"status\": \"%s\", \"startedAt\": \"%s\"}"
        .formatted(run, status, startedAt);
  }

  private static String list(String next, String... items) {
    return "{\"items\": [%s], \"next\": %s}".formatted(String.join(", ", items), next);
  }
}
