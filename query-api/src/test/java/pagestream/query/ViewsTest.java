package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.aws.Slice;
import pagestream.aws.StoredFailure;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.encoding.Json;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamRecord;
import pagestream.pipeline.Task;

class ViewsTest {
  private static final Recipe MOVIES = Recipes.packed().get("movies");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Task TASK = new Task("01J", "films", "movies", "https://example.org/start");
  private static final Origin ORIGIN =
      new Origin(
          "01J",
          "films",
          "movies",
          "v1",
          TASK.id(),
          "01K",
          "https://example.org/movies",
          NOON.plusMillis(250));
  private static final RunHead HEAD =
      new RunHead("01J", "films", "movies", "v1", "https://example.org/start", NOON);

  @Test
  void aRecordHasItsKeyFirstThenItsFieldsThenWhatThePipelineKnows() throws Exception {
    Map<String, Object> item = new HashMap<>();
    item.put("_run", "01J");
    item.put("_hash", "abc");
    item.put("genres", List.of("Adventure", "Drama"));
    item.put("unknown", "left by an older recipe");
    item.put("runtimeMinutes", new BigDecimal("90"));
    item.put("startYear", new BigDecimal("2000"));
    item.put("isAdult", false);
    item.put("primaryTitle", "Jüri Rumm");
    item.put("id", "tt0292215");

    assertThat(Json.MAPPER.writeValueAsString(Views.record(MOVIES.fields(), item)))
        .isEqualTo(
            "{\"id\":\"tt0292215\",\"primaryTitle\":\"Jüri Rumm\",\"isAdult\":false,"
                + "\"startYear\":2000,\"runtimeMinutes\":90,\"genres\":[\"Adventure\",\"Drama\"],"
                + "\"_hash\":\"abc\",\"_run\":\"01J\",\"unknown\":\"left by an older recipe\"}");
  }

  @Test
  void numbersAreWrittenAsPeopleWriteThem() throws Exception {
    Map<String, Object> item =
        Map.of("id", "tt1", "startYear", new BigDecimal("1E+30"), "votes", new BigDecimal("0.10"));

    assertThat(Json.MAPPER.writeValueAsString(Views.record(MOVIES.fields(), item)))
        .contains("\"startYear\":1000000000000000000000000000000,")
        .containsPattern("\"votes\":0\\.10?}");
  }

  @Test
  void aSliceHasItsItemsAndWhereItGoesOn() throws Exception {
    Slice<String> slice = new Slice<>(List.of("a", "b"), Optional.of("cursor"));

    assertThat(Views.slice(slice, text -> Json.MAPPER.createObjectNode().put("id", text)))
        .isEqualTo(
            json(
                """
                {"items": [{"id": "a"}, {"id": "b"}], "next": "cursor"}
                """));
  }

  @Test
  void theLastSliceGoesOnNowhere() throws Exception {
    Slice<String> slice = new Slice<>(List.of(), Optional.empty());

    assertThat(Views.slice(slice, text -> Json.MAPPER.createObjectNode()))
        .isEqualTo(json("{\"items\": [], \"next\": null}"));
  }

  /// A run whose page was read, of one batch for each outcome.
  private static Run run(int found, Outcome... outcomes) {
    return run(
        List.of(
            new EndedTask(
                ORIGIN, found, 0, Math.max(1, outcomes.length), 12, null, NOON.plusMillis(300))),
        outcomes);
  }

  private static Run run(List<EndedTask> ended, Outcome... outcomes) {
    FoundTask found = new FoundTask(TASK, NOON, NOON.plusSeconds(60));
    return Run.of(
        new RunParts(HEAD, List.of(found), ended, List.of(outcomes)), NOON.plusSeconds(30));
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
    assertThat(json(Views.run(run(10, written(0, 10, 4, 3, 2, 1)), "/prod").toString()))
        .isEqualTo(
            json(
                """
                {"run": "01J", "status": "settled",
                 "source": "films", "recipe": "movies", "recipeVersion": "v1",
                 "url": "https://example.org/movies",
                 "found": 10, "stored": 4, "unchanged": 3, "stale": 2, "failed": 1,
                 "startedAt": "2026-11-21T12:00:00Z", "settledAt": "2026-11-21T12:00:01.500Z",
                 "tasks": {"found": 1, "ended": 1, "brokenOff": 0},
                 "timings": {"fetchMillis": 12, "settledMillis": 1500},
                 "links": {"self": "/prod/runs/01J", "errors": "/prod/errors?run=01J"}}
                """));
  }

  @Test
  void aRunUnderwaySaysWhichBatchesItWaitsFor() throws Exception {
    ObjectNode json = Views.run(run(10, written(0, 5, 4, 0, 0, 0), written(1, 5, 5, 0, 0, 0)), "");

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
    ObjectNode json = Views.run(run(List.of()), "");

    assertThat(json.path("status").asText()).isEqualTo("running");
    assertThat(json.path("url").asText()).isEqualTo("https://example.org/start");
    assertThat(json.get("tasks")).isEqualTo(json("{\"found\": 1, \"ended\": 0, \"brokenOff\": 0}"));
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
    EndedTask ended = new EndedTask(ORIGIN, 250, 0, 25, 12, null, NOON.plusMillis(300));

    ObjectNode json = Views.run(run(List.of(ended)), "");

    assertThat(json.at("/waitingFor/batches").asInt()).isEqualTo(25);
    assertThat(json.at("/waitingFor/first")).hasSize(10);
    assertThat(json.at("/waitingFor/first/9/batch").asInt()).isEqualTo(9);
  }

  @Test
  void aRunWhoseTaskWasBrokenOffSaysSo() {
    FoundTask found = new FoundTask(TASK, NOON, NOON.plusSeconds(60));
    Run run =
        Run.of(new RunParts(HEAD, List.of(found), List.of(), List.of()), NOON.plusSeconds(61));

    ObjectNode json = Views.run(run, "");

    assertThat(json.path("status").asText()).isEqualTo("failed");
    assertThat(json.at("/tasks/brokenOff").asInt()).isEqualTo(1);
    assertThat(json.has("waitingFor")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10, 9, 0, 0, 0, running",
    "10, 9, 0, 0, 1, settled",
    "10, 0, 9, 1, 0, settled",
    "10, 0, 10, 0, 0, unchanged",
    "10, 0, 0, 0, 10, failed",
    "0, 0, 0, 0, 0, failed"
  })
  void aRunsStatusIsAWord(
      int found, int stored, int unchanged, int stale, int failed, String status) {
    Run run = run(found, written(0, found, stored, unchanged, stale, failed));

    assertThat(Views.run(run, "").path("status").asText()).isEqualTo(status);
  }

  @Test
  void aRunWhosePageFailedNamesTheError() {
    EndedTask ended = EndedTask.failed(ORIGIN, 12, "01J-page", NOON.plusMillis(250));

    ObjectNode json = Views.run(run(List.of(ended)), "");

    assertThat(json.path("error").asText()).isEqualTo("01J-page");
    assertThat(json.path("status").asText()).isEqualTo("failed");
    assertThat(json.at("/timings/settledMillis").asInt()).isEqualTo(250);
  }

  private static StoredFailure stored(Payload payload) {
    return new StoredFailure(
        Failure.of(
            Stage.PROCESSOR,
            ORIGIN,
            3,
            new Rejection(Reason.VALUE_INVALID, "startYear: expected an integer"),
            payload,
            NOON),
        "open");
  }

  @Test
  void aRowsFailureSaysWhereItHappened() throws Exception {
    assertThat(Views.failure(stored(Payload.html(""))))
        .isEqualTo(
            json(
                """
                {"id": "01J-%s-processor-3", "stage": "processor", "reason": "VALUE_INVALID",
                 "title": "A value is not of its field's type",
                 "message": "startYear: expected an integer", "status": "open", "rows": 1,
                 "failedAt": "2026-11-21T12:00:00Z", "run": "01J", "source": "films",
                 "recipe": "movies", "url": "https://example.org/movies", "position": 3}
                """
                    .formatted(TASK.id())));
  }

  @Test
  void aBatchsFailureSaysForHowManyRowsItStands() {
    Failure failure =
        Failure.ofBatch(
            Stage.SCRAPER,
            new Batch<>(ORIGIN, 3, 2, List.of(new Row(7, Map.of()), new Row(8, Map.of()))),
            BatchCodec.ROWS,
            new Rejection(Reason.NOT_PUBLISHED, "the stream did not take them"),
            NOON);

    ObjectNode json = Views.failure(new StoredFailure(failure, "open"));

    assertThat(json.path("id").asText()).isEqualTo("01J-" + TASK.id() + "-scraper-batch-3");
    assertThat(json.path("rows").asInt()).isEqualTo(2);
    assertThat(json.has("position")).isFalse();
  }

  @Test
  void aStreamRecordsFailureHasNoRun() {
    Failure failure =
        Failure.ofStreamRecord(
            Stage.WRITER,
            new StreamRecord("shardId-000000000001", "4961", new byte[0]),
            Optional.empty(),
            new Rejection(Reason.BATCH_UNREADABLE, "expected a batch"),
            NOON);

    ObjectNode json = Views.failure(new StoredFailure(failure, "open"));

    assertThat(json.path("id").asText()).isEqualTo("writer-shardId-000000000001-4961");
    assertThat(json.has("run")).isFalse();
    assertThat(json.has("position")).isFalse();
    assertThat(json.has("payload")).isFalse();
  }

  private static JsonNode payload(Payload payload) {
    return Views.failureWithPayload(stored(payload)).path("payload");
  }

  @Test
  void aPayloadOfJsonIsShownAsJson() throws Exception {
    assertThat(payload(Payload.json(utf8("{\"a\": [1, 2.50]}"))))
        .isEqualTo(
            json(
                """
                {"contentType": "application/json", "size": 16, "json": {"a": [1, 2.50]}}
                """));
  }

  @Test
  void aPayloadThatOnlyClaimsToBeJsonIsShownAsText() throws Exception {
    assertThat(payload(Payload.json(utf8("{\"a\": "))))
        .isEqualTo(
            json(
                """
                {"contentType": "application/json", "size": 6, "text": "{\\"a\\": "}
                """));
  }

  @Test
  void aPayloadOfTextIsShownAsText() throws Exception {
    assertThat(payload(Payload.html("<p>Jüri")))
        .isEqualTo(
            json(
                """
                {"contentType": "text/html", "size": 8, "text": "<p>Jüri"}
                """));
  }

  @Test
  void aPayloadOfBytesIsShownInBase64() throws Exception {
    assertThat(payload(Payload.bytes(new byte[] {0, -1})))
        .isEqualTo(
            json(
                """
                {"contentType": "application/octet-stream", "size": 2, "base64": "AP8="}
                """));
  }

  @Test
  void aPayloadTooLargeForAnAnswerIsCutAndSaysSo() {
    int limit = 2 << 20;
    byte[] large = utf8("x".repeat(limit + 1));

    for (Payload payload : List.of(new Payload(Payload.HTML, large), Payload.json(large))) {
      JsonNode json = payload(payload);
      assertThat(json.path("size").asInt()).isEqualTo(limit + 1);
      assertThat(json.path("truncated").asBoolean()).isTrue();
      assertThat(json.path("text").asText()).hasSize(limit);
    }
    assertThat(Base64.getDecoder().decode(payload(Payload.bytes(large)).path("base64").asText()))
        .hasSize(limit);
  }

  @Test
  void aPayloadAsLargeAsAnAnswerTakesIsWhole() {
    JsonNode json = payload(new Payload(Payload.HTML, utf8("x".repeat(2 << 20))));

    assertThat(json.has("truncated")).isFalse();
    assertThat(json.path("text").asText()).hasSize(2 << 20);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text);
  }
}
