package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.query.Samples.NOON;
import static pagestream.query.Samples.ORIGIN;
import static pagestream.query.Samples.TASK;
import static pagestream.query.Samples.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.aws.RunRead;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunKind;
import pagestream.pipeline.RunNotes;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.Stage;

class RunViewTest {
  private static final RunHead HEAD =
      new RunHead("01J", "films", "movies", "v1", "https://example.org/start", NOON, Duration.ZERO);

  /// A run whose page was read, of one batch for each outcome.
  private static Run run(int found, Outcome... outcomes) {
    return run(
        List.of(
            new EndedTask(
                ORIGIN, found, 0, Math.max(1, outcomes.length), 12, NOON.plusMillis(300))),
        outcomes);
  }

  private static Run run(List<EndedTask> ended, Outcome... outcomes) {
    return Run.of(new RunParts(HEAD, TASK.found(), ended, List.of(outcomes)), NOON.plusSeconds(30));
  }

  private static Outcome written(
      int batch, int rows, int stored, int unchanged, int stale, int failed) {
    return new Outcome(
        "01J",
        "01K",
        batch,
        Stage.WRITER,
        rows,
        stored,
        unchanged,
        stale,
        failed,
        false,
        NOON.plusMillis(1500));
  }

  @Test
  void aSettledRunSaysWhatBecameOfItsRowsAndWhen() throws Exception {
    assertThat(json(RunView.of(run(10, written(0, 10, 4, 3, 2, 1)), "/prod").toString()))
        .isEqualTo(
            json(
                """
                {"run": "01J", "kind": "scrape", "status": "settled",
                 "source": "films", "recipe": "movies", "recipeVersion": "v1",
                 "url": "https://example.org/movies",
                 "found": 10, "stored": 4, "unchanged": 3, "stale": 2, "failed": 1,
                 "startedAt": "2026-11-21T12:00:00Z", "settledAt": "2026-11-21T12:00:01.500Z",
                 "cancelledAt": null,
                 "tasks": {"found": 1, "ended": 1, "waiting": 0, "failed": 0},
                 "rate": 40.0, "estimatedAt": null,
                 "timings": {"fetchMillis": 12, "settledMillis": 1500},
                 "links": {"self": "/prod/runs/01J", "tasks": "/prod/runs/01J/tasks", "errors": "/prod/errors?run=01J"}}
                """));
  }

  @Test
  void aRunThatCannotBeReadIsShownAsItStandsAndSaysWhy() throws Exception {
    RunRead<Run> odd =
        new RunRead.Unreadable<>(
            "01J", Map.of("id", "01J", "source", 7), "expected a source, found a number");

    assertThat(RunView.of(odd, "/prod"))
        .isEqualTo(
            json(
                """
                {"id": "01J", "source": 7, "unreadable": "expected a source, found a number",
                 "run": "01J",
                 "links": {"self": "/prod/runs/01J", "tasks": "/prod/runs/01J/tasks", "errors": "/prod/errors?run=01J"}}
                """));
  }

  @Test
  void aRunUnderwaySaysWhichBatchesItWaitsFor() throws Exception {
    ObjectNode json = RunView.of(run(10, written(0, 5, 4, 0, 0, 0), written(1, 5, 5, 0, 0, 0)), "");

    assertThat(json.get("settledAt").isNull()).isTrue();
    assertThat(json.get("timings").has("settledMillis")).isFalse();
    assertThat(json.has("error")).isFalse();
    assertThat(json.get("waitingFor"))
        .isEqualTo(
            json(
                """
                {"tasks": 0, "batches": 1, "first": [{"page": "01K", "batch": 0}]}
                """));
  }

  @Test
  void aRunWhosePageIsBeingFetchedSaysWhichTaskItWaitsFor() throws Exception {
    ObjectNode json = RunView.of(run(List.of()), "");

    assertThat(json.path("status").asText()).isEqualTo("running");
    assertThat(json.path("url").asText()).isEqualTo("https://example.org/start");
    assertThat(json.get("tasks"))
        .isEqualTo(json("{\"found\": 1, \"ended\": 0, \"waiting\": 1, \"failed\": 0}"));
    assertThat(json.path("rate").asDouble()).isZero();
    assertThat(json.get("estimatedAt").isNull()).isTrue();
    assertThat(json.get("waitingFor"))
        .isEqualTo(
            json(
                """
                {"tasks": 1, "batches": 0,
                 "first": [{"task": "%s", "url": "https://example.org/start"}]}
                """
                    .formatted(TASK.id())));
  }

  @Test
  void ofManyBatchesThatARunWaitsForTheFirstTenAreNamed() {
    EndedTask ended = new EndedTask(ORIGIN, 250, 0, 25, 12, NOON.plusMillis(300));

    ObjectNode json = RunView.of(run(List.of(ended)), "");

    assertThat(json.at("/waitingFor/batches").asInt()).isEqualTo(25);
    assertThat(json.at("/waitingFor/first")).hasSize(10);
    assertThat(json.at("/waitingFor/first/9/batch").asInt()).isEqualTo(9);
  }

  @Test
  void aRunUnderWaySaysHowFastItGoesAndWhenItsPagesWillHaveEnded() {
    List<FoundTask> next = List.of(new FoundTask("a", "/a"), new FoundTask("b", "/b"));
    Leads leads = new Leads(next, Map.of());
    EndedTask ended = new EndedTask(ORIGIN, 0, 0, 0, 12, null, leads, NOON.plusMillis(300));

    ObjectNode json = RunView.of(run(List.of(ended)), "");

    assertThat(json.at("/tasks/waiting").asInt()).isEqualTo(2);
    assertThat(json.path("rate").asDouble()).isEqualTo(2.0);
    assertThat(json.path("estimatedAt").asText()).isEqualTo("2026-11-21T12:01:30Z");
  }

  @Test
  void aRunSaysWhenItWasCancelledAndWhichScrapesWereSkippedBecauseOfIt() throws Exception {
    RunNotes notes =
        new RunNotes(
            Optional.of(NOON.plusSeconds(5)), List.of(NOON.plusSeconds(60), NOON.plusSeconds(120)));
    RunParts parts = new RunParts(HEAD, TASK.found(), List.of(), List.of(), notes);

    ObjectNode json = RunView.of(Run.of(parts, NOON.plusSeconds(130)), "");

    assertThat(json.path("cancelledAt").asText()).isEqualTo("2026-11-21T12:00:05Z");
    assertThat(json.path("skipped"))
        .isEqualTo(json("[\"2026-11-21T12:01:00Z\", \"2026-11-21T12:02:00Z\"]"));
  }

  @Test
  void aRunThatIsTooLargeForAListShowsHowItBegan() throws Exception {
    assertThat(RunView.of(new RunRead.TooLarge<>(HEAD, Optional.of(NOON.plusSeconds(5))), "/prod"))
        .isEqualTo(
            json(
                """
                {"run": "01J", "kind": "scrape", "status": "running",
                 "source": "films", "recipe": "movies", "recipeVersion": "v1",
                 "url": "https://example.org/start",
                 "startedAt": "2026-11-21T12:00:00Z", "settledAt": null,
                 "cancelledAt": "2026-11-21T12:00:05Z",
                 "links": {"self": "/prod/runs/01J", "tasks": "/prod/runs/01J/tasks", "errors": "/prod/errors?run=01J"}}
                """));
  }

  @Test
  void aRedriveSaysWhereTheFailuresAreThatItSendsAgain() {
    RunHead head =
        new RunHead(
            "01J", "", "movies", "v1", "/errors", NOON, Duration.ofDays(1), RunKind.REDRIVE);

    ObjectNode json = RunView.of(new RunRead.TooLarge<>(head, Optional.empty()), "/prod");

    assertThat(json.path("kind").asText()).isEqualTo("redrive");
    assertThat(json.at("/links/redriven").asText()).isEqualTo("/prod/errors?redrive=01J");
  }

  @Test
  void linksThatWereNotFollowedAreCountedByTheirReason() throws Exception {
    Leads leads = new Leads(List.of(), Map.of(NotFollowed.PAGES, 7, NotFollowed.HOST, 2));
    EndedTask ended = new EndedTask(ORIGIN, 0, 0, 0, 12, null, leads, NOON.plusMillis(300));

    ObjectNode json = RunView.of(run(List.of(ended)), "");

    assertThat(json.at("/tasks/notFollowed")).isEqualTo(json("{\"host\": 2, \"pages\": 7}"));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 9, 0, 0, 0, running",
    "10, 9, 0, 0, 1, settled",
    "10, 0, 9, 1, 0, settled",
    "10, 0, 10, 0, 0, unchanged",
    "10, 0, 0, 0, 10, failed",
    "0, 0, 0, 0, 0, settled"
  })
  void aRunsStatusIsAWord(
      int found, int stored, int unchanged, int stale, int failed, String status) {
    Run run = run(found, written(0, found, stored, unchanged, stale, failed));

    assertThat(RunView.of(run, "").path("status").asText()).isEqualTo(status);
  }

  @Test
  void aRunWhosePageFailedNamesTheError() {
    EndedTask ended = EndedTask.failed(ORIGIN, 0, 12, "01J-page", NOON.plusMillis(250));

    ObjectNode json = RunView.of(run(List.of(ended)), "");

    assertThat(json.path("error").asText()).isEqualTo("01J-page");
    assertThat(json.path("status").asText()).isEqualTo("failed");
    assertThat(json.at("/timings/settledMillis").asInt()).isEqualTo(250);
  }
}
