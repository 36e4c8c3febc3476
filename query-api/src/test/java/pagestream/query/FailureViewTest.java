package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.query.Samples.NOON;
import static pagestream.query.Samples.ORIGIN;
import static pagestream.query.Samples.TASK;
import static pagestream.query.Samples.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.aws.StoredItem;
import pagestream.encoding.Json;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StreamRecord;

class FailureViewTest {
  private static StoredFailure stored(Payload payload) {
    return StoredFailure.open(
        Failure.of(
            Stage.PROCESSOR,
            ORIGIN,
            3,
            new Rejection(Reason.VALUE_INVALID, "startYear: expected an integer"),
            payload,
            NOON));
  }

  @Test
  void aRowsFailureSaysWhereItHappened() throws Exception {
    assertThat(FailureView.of(stored(Payload.html(""))))
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

    ObjectNode json = FailureView.of(StoredFailure.open(failure));

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

    ObjectNode json = FailureView.of(StoredFailure.open(failure));

    assertThat(json.path("id").asText()).isEqualTo("writer-shardId-000000000001-4961");
    assertThat(json.has("run")).isFalse();
    assertThat(json.has("position")).isFalse();
    assertThat(json.has("payload")).isFalse();
  }

  private static JsonNode payload(Payload payload) {
    return FailureView.withPayload(stored(payload)).path("payload");
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

  /// The characters that become longest in JSON that is a text in JSON.
  @ParameterizedTest
  @ValueSource(strings = {"\"", "\\", "\u0000", "\u0001", "\n", "ü"})
  void aPayloadIsCutAsLambdaCountsItsAnswer(String character) throws Exception {
    byte[] page = utf8(character.repeat((2 << 20) / utf8(character).length));
    byte[] json = Json.MAPPER.writeValueAsBytes(Map.of("page", text(page)));

    for (Payload payload :
        List.of(new Payload(Payload.HTML, page), new Payload(Payload.JSON, json))) {
      ObjectNode view = FailureView.withPayload(stored(payload));
      JsonNode shown = view.path("payload");

      assertThat(utf8(Json.MAPPER.writeValueAsString(view.toString())))
          .hasSizeLessThan(6 << 20)
          .hasSizeGreaterThan(2 << 20);
      String text = shown.path("text").asText();
      assertThat(shown.has("json") || text(payload.bytes()).startsWith(text)).isTrue();
      assertThat(shown.path("truncated").asBoolean())
          .isEqualTo(!shown.has("json") && utf8(text).length < payload.bytes().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000000000", "-1e-1000000000"})
  void aPayloadWithANumberWithoutEndIsShownAsText(String number) {
    String json = "{\"votes\": " + number + "}";

    assertThat(payload(Payload.json(utf8(json))).path("text").asText()).isEqualTo(json);
  }

  @Test
  void aPayloadWithANumberOfVeryManyDigitsIsShownAsText() {
    String json = "{\"votes\": " + "1".repeat(350_000) + "}";

    assertThat(payload(Payload.json(utf8(json))).path("text").asText()).isEqualTo(json);
  }

  @Test
  void aFailureThatCannotBeReadIsShownAsItStandsAndSaysWhy() throws Exception {
    StoredItem<StoredFailure> odd =
        new StoredItem.Unreadable<>(
            Map.of("stage", "cook", "id", "01J-processor-3"), "expected a stage, found a cook");
    JsonNode shown =
        json(
            """
            {"id": "01J-processor-3", "stage": "cook", "unreadable": "expected a stage, found a cook"}
            """);

    assertThat(FailureView.of(odd)).isEqualTo(shown);
    assertThat(FailureView.withPayload(odd)).isEqualTo(shown);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
