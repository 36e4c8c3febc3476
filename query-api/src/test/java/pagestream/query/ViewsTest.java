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
import pagestream.aws.FailureTable;
import pagestream.aws.Page;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.encoding.Json;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunSummary;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamRecord;

class ViewsTest {
  private static final Recipe MOVIES = Recipes.packed().get("movies");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Origin ORIGIN =
      new Origin("01J", "movies", "v1", "https://example.org/movies", NOON.plusMillis(250));

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

    assertThat(Json.MAPPER.writeValueAsString(Views.record(MOVIES, item)))
        .isEqualTo(
            "{\"id\":\"tt0292215\",\"primaryTitle\":\"Jüri Rumm\",\"isAdult\":false,"
                + "\"startYear\":2000,\"runtimeMinutes\":90,\"genres\":[\"Adventure\",\"Drama\"],"
                + "\"_hash\":\"abc\",\"_run\":\"01J\",\"unknown\":\"left by an older recipe\"}");
  }

  @Test
  void numbersAreWrittenAsPeopleWriteThem() throws Exception {
    Map<String, Object> item =
        Map.of("id", "tt1", "startYear", new BigDecimal("1E+30"), "votes", new BigDecimal("0.10"));

    assertThat(Json.MAPPER.writeValueAsString(Views.record(MOVIES, item)))
        .contains("\"startYear\":1000000000000000000000000000000,")
        .containsPattern("\"votes\":0\\.10?}");
  }

  @Test
  void aPageHasItsItemsAndWhereItGoesOn() throws Exception {
    Page<String> page = new Page<>(List.of("a", "b"), Optional.of("cursor"));

    assertThat(Views.page(page, text -> Json.MAPPER.createObjectNode().put("id", text)))
        .isEqualTo(
            json(
                """
                {"items": [{"id": "a"}, {"id": "b"}], "next": "cursor"}
                """));
  }

  @Test
  void theLastPageGoesOnNowhere() throws Exception {
    Page<String> page = new Page<>(List.of(), Optional.empty());

    assertThat(Views.page(page, text -> Json.MAPPER.createObjectNode()))
        .isEqualTo(json("{\"items\": [], \"next\": null}"));
  }

  private static RunSummary run(int found, int stored, int unchanged, int stale, int failed) {
    return RunSummary.of(
        new RunHead(ORIGIN, NOON, 12, found, null),
        List.of(
            new Outcome(
                ORIGIN,
                Stage.WRITER,
                0,
                stored,
                unchanged,
                stale,
                failed,
                List.of(),
                NOON.plusMillis(1500))));
  }

  @Test
  void aSettledRunSaysWhatBecameOfItsRowsAndWhen() throws Exception {
    assertThat(json(Views.run(run(10, 4, 3, 2, 1), "/prod").toString()))
        .isEqualTo(
            json(
                """
                {"run": "01J", "status": "settled", "recipe": "movies", "recipeVersion": "v1",
                 "url": "https://example.org/movies",
                 "found": 10, "stored": 4, "unchanged": 3, "stale": 2, "failed": 1,
                 "startedAt": "2026-11-21T12:00:00Z", "settledAt": "2026-11-21T12:00:01.500Z",
                 "timings": {"fetchMillis": 12, "settledMillis": 1500},
                 "links": {"self": "/prod/runs/01J", "errors": "/prod/errors?run=01J"}}
                """));
  }

  @Test
  void aRunUnderwayHasNotSettled() {
    ObjectNode json = Views.run(run(10, 4, 0, 0, 0), "");

    assertThat(json.get("settledAt").isNull()).isTrue();
    assertThat(json.get("timings").has("settledMillis")).isFalse();
    assertThat(json.has("error")).isFalse();
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
    assertThat(Views.run(run(found, stored, unchanged, stale, failed), "").path("status").asText())
        .isEqualTo(status);
  }

  @Test
  void aRunWhosePageFailedNamesTheError() {
    RunHead head = new RunHead(ORIGIN, NOON, 12, 0, "01J-page");

    ObjectNode json = Views.run(RunSummary.of(head, List.of()), "");

    assertThat(json.path("error").asText()).isEqualTo("01J-page");
    assertThat(json.path("status").asText()).isEqualTo("failed");
    assertThat(json.at("/timings/settledMillis").asInt()).isEqualTo(250);
  }

  private static FailureTable.Kept kept(Payload payload) {
    return new FailureTable.Kept(
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
    assertThat(Views.failure(kept(Payload.html(""))))
        .isEqualTo(
            json(
                """
                {"id": "01J-processor-3", "stage": "processor", "reason": "VALUE_INVALID",
                 "title": "A value is not of its field's type",
                 "message": "startYear: expected an integer", "status": "open", "rows": 1,
                 "failedAt": "2026-11-21T12:00:00Z", "run": "01J", "recipe": "movies",
                 "url": "https://example.org/movies", "position": 3}
                """));
  }

  @Test
  void aBatchsFailureSaysForHowManyRowsItStands() {
    Failure failure =
        Failure.ofBatch(
            Stage.SCRAPER,
            new Batch<>(ORIGIN, 3, List.of(new Row(7, Map.of()), new Row(8, Map.of()))),
            BatchCodec.ROWS,
            new Rejection(Reason.NOT_PUBLISHED, "the stream did not take them"),
            NOON);

    ObjectNode json = Views.failure(new FailureTable.Kept(failure, "open"));

    assertThat(json.path("id").asText()).isEqualTo("01J-scraper-batch-3");
    assertThat(json.path("rows").asInt()).isEqualTo(2);
    assertThat(json.has("position")).isFalse();
  }

  @Test
  void aStreamRecordsFailureHasNoRun() {
    Failure failure =
        Failure.ofStreamRecord(
            Stage.WRITER,
            new StreamRecord("shardId-000000000001", "4961", new byte[0]),
            new Rejection(Reason.BATCH_UNREADABLE, "expected a batch"),
            NOON);

    ObjectNode json = Views.failure(new FailureTable.Kept(failure, "open"));

    assertThat(json.path("id").asText()).isEqualTo("writer-shardId-000000000001-4961");
    assertThat(json.has("run")).isFalse();
    assertThat(json.has("position")).isFalse();
    assertThat(json.has("payload")).isFalse();
  }

  private static JsonNode payload(Payload payload) {
    return Views.failureWithPayload(kept(payload)).path("payload");
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
