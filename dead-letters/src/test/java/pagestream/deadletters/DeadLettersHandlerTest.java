package pagestream.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.aws.LambdaJson;
import pagestream.aws.ObjectCreated;
import pagestream.encoding.Json;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.DiscardedBatches;
import pagestream.pipeline.Entry;
import pagestream.pipeline.Failure;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.KeepingRuns;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Row;
import pagestream.pipeline.Stage;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;

class DeadLettersHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");
  private static final Origin ORIGIN =
      new Origin("run1", "movies", "v1", "https://example.org/", NOW);
  private static final Batch<Row> ROWS =
      new Batch<>(ORIGIN, 3, List.of(new Row(30, Map.of("id", "a")), new Row(31, Map.of())));
  private static final Batch<TypedRecord> RECORDS =
      new Batch<>(ORIGIN, 4, List.of(new TypedRecord(40, "tt1", "hash", Map.of())));
  private static final String S3_TRIES_ITS_DESTINATION =
      """
      {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2014-10-13T15:57:02.089Z",
       "Bucket":"discarded","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa"}
      """;
  private static final String NONE_COMES_AGAIN = "{\"batchItemFailures\":[]}";
  private static final String THE_FIRST_COMES_AGAIN =
      "{\"batchItemFailures\":[{\"itemIdentifier\":\"059f36b4-87a3-44ab-83d2-661975830a7d\"}]}";

  private final Map<String, byte[]> bucket = new HashMap<>();
  private final List<Failure> kept = new ArrayList<>();
  private final KeepingRuns runs = new KeepingRuns();
  private final KeepingLog log = new KeepingLog();
  private final DeadLettersHandler handler =
      new DeadLettersHandler(
          new DeadLetters(
              this::read,
              Map.of(
                  "raw", discarded(Stage.PROCESSOR, BatchCodec.ROWS),
                  "clean", discarded(Stage.WRITER, BatchCodec.RECORDS)),
              log),
          log);

  @Test
  void keepsABatchOfEitherStreamAsItsStagesFailures() throws IOException {
    bucket.put("a/raw object", invocationRecord("raw", BatchCodec.ROWS.encode(ROWS)));
    bucket.put("b", invocationRecord("clean", BatchCodec.RECORDS.encode(RECORDS)));

    assertThat(handle(created("a/raw+object"), created("b"))).isEqualTo(NONE_COMES_AGAIN);
    assertThat(kept)
        .extracting(Failure::id)
        .containsExactly("run1-processor-30", "run1-processor-31", "run1-writer-40");
    assertThat(kept).allMatch(failure -> failure.reason() == Reason.RETRIES_EXHAUSTED);
    assertThat(runs.outcomes())
        .containsExactly(
            Outcome.ofFailed(ORIGIN, Stage.PROCESSOR, 3, 2, NOW),
            Outcome.ofFailed(ORIGIN, Stage.WRITER, 4, 1, NOW));
    assertThat(log.lines().getFirst()).contains("kept 1 stream records of raw", "a/raw object");
  }

  @Test
  void hasAMessageComeAgainWhoseObjectCannotBeReadAndTheOtherNot() throws IOException {
    bucket.put("b", invocationRecord("clean", BatchCodec.RECORDS.encode(RECORDS)));

    assertThat(handle(created("gone"), created("b"))).isEqualTo(THE_FIRST_COMES_AGAIN);
    assertThat(kept).extracting(Failure::id).containsExactly("run1-writer-40");
  }

  @Test
  void hasABatchOfAStreamItDoesNotKnowComeAgainAndNotVanish() throws IOException {
    bucket.put("a", invocationRecord("other", BatchCodec.ROWS.encode(ROWS)));

    assertThat(handle(created("a"), S3_TRIES_ITS_DESTINATION)).isEqualTo(THE_FIRST_COMES_AGAIN);
    assertThat(kept).isEmpty();
    assertThat(log.lines()).anyMatch(line -> line.contains("found one of \"other\""));
  }

  @Test
  void hasAnObjectComeAgainThatIsNoInvocationRecord() throws IOException {
    bucket.put("a", "{}".getBytes(UTF_8));

    assertThat(handle(created("a"), S3_TRIES_ITS_DESTINATION)).isEqualTo(THE_FIRST_COMES_AGAIN);
  }

  @Test
  void hasANotificationComeAgainThatNamesNothing() throws IOException {
    assertThat(handle("{}", S3_TRIES_ITS_DESTINATION)).isEqualTo(THE_FIRST_COMES_AGAIN);
    assertThat(handle("words", S3_TRIES_ITS_DESTINATION)).isEqualTo(THE_FIRST_COMES_AGAIN);
  }

  @Test
  void survivesAnError() throws IOException {
    bucket.put("a", new byte[0]);
    bucket.put("b", invocationRecord("clean", BatchCodec.RECORDS.encode(RECORDS)));

    assertThat(handle(created("a"), created("b"))).isEqualTo(THE_FIRST_COMES_AGAIN);
    assertThat(kept).hasSize(1);
  }

  private byte[] read(ObjectCreated object) {
    assertThat(object.bucket()).isEqualTo("discarded");
    byte[] bytes = bucket.get(object.key());
    if (bytes == null) {
      throw new TransientException("no object " + object.key());
    }
    if (bytes.length == 0) {
      throw new StackOverflowError();
    }
    return bytes;
  }

  private <E extends Entry> DiscardedBatches<E> discarded(Stage stage, BatchCodec<E> codec) {
    return new DiscardedBatches<>(stage, codec, kept::addAll, runs, () -> NOW);
  }

  private static byte[] invocationRecord(String stream, byte[] data) {
    ObjectNode event = Json.MAPPER.createObjectNode();
    event
        .putArray("Records")
        .addObject()
        .put("eventID", "shardId-000000000000:1")
        .putObject("kinesis")
        .put("sequenceNumber", "1")
        .put("data", Base64.getEncoder().encodeToString(data));
    ObjectNode root = Json.MAPPER.createObjectNode().put("payload", event.toString());
    root.putObject("KinesisBatchInfo")
        .put("streamArn", "arn:aws:kinesis:us-east-2:123456789012:stream/" + stream);
    return root.toString().getBytes(UTF_8);
  }

  private static String created(String key) throws IOException {
    return resource("s3-event.json").replace("KEY", quoted(key));
  }

  /// AWS's sample event, with other bodies in its two messages.
  private String handle(String first, String second) throws IOException {
    String event =
        resource("sqs-event.json")
            .replace("FIRST", quoted(first))
            .replace("SECOND", quoted(second));
    return LambdaJson.write(
        handler.handleRequest(LambdaJson.read(event, SQSEvent.class), LambdaJson.context(60_000)));
  }

  private static String quoted(String text) throws IOException {
    return Json.MAPPER.writeValueAsString(text);
  }

  private static String resource(String name) throws IOException {
    try (InputStream sample = DeadLettersHandlerTest.class.getResourceAsStream(name)) {
      return new String(sample.readAllBytes(), UTF_8);
    }
  }
}
