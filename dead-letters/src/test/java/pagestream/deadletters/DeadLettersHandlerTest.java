package pagestream.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.aws.CallTime;
import pagestream.aws.LambdaJson;
import pagestream.aws.ObjectCreated;
import pagestream.encoding.Json;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryRuns;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Entry;
import pagestream.pipeline.ExhaustedTasks;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Failure;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Row;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;

class DeadLettersHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");
  private static final Origin ORIGIN = Origins.of(Map.of("run", "run1", "task", "task1"));
  private static final Batch<Row> ROWS =
      new Batch<>(ORIGIN, 3, 2, List.of(new Row(30, Map.of("id", "a")), new Row(31, Map.of())));
  private static final Batch<TypedRecord> RECORDS =
      new Batch<>(ORIGIN, 4, 2, List.of(new TypedRecord(40, "tt1", "hash", Map.of())));
  private static final String S3_TRIES_ITS_DESTINATION =
      """
      {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2014-10-13T15:57:02.089Z",
       "Bucket":"discarded","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa"}
      """;
  private static final String NONE_IS_REDELIVERED = "{\"batchItemFailures\":[]}";
  private static final String THE_FIRST_IS_REDELIVERED =
      "{\"batchItemFailures\":[{\"itemIdentifier\":\"059f36b4-87a3-44ab-83d2-661975830a7d\"}]}";

  private final Map<String, byte[]> bucket = new HashMap<>();
  private final InMemoryFailures failures = new InMemoryFailures();
  private final InMemoryRuns runs = new InMemoryRuns(() -> NOW);
  private final KeepingLog log = new KeepingLog();
  private final DeadLettersHandler handler =
      new DeadLettersHandler(
          new DeadLetters(
              this::read,
              Map.of(
                  "raw", failed(Stage.PROCESSOR, BatchCodec.ROWS),
                  "clean", failed(Stage.WRITER, BatchCodec.RECORDS)),
              new ExhaustedTasks(failures, runs, () -> "page", () -> NOW),
              log),
          new CallTime(),
          log);

  @Test
  void endsATaskThatTheQueueGaveUpOn() throws IOException {
    Task task = new Task("run1", "films", "movies", "https://example.org/");
    runs.begin(new RunHead("run1", "films", "movies", "v1", task.url(), NOW, Duration.ZERO), task);

    assertThat(handle(TaskCodec.encode(new TaskMessage(task, 0, NOW)), S3_TRIES_ITS_DESTINATION))
        .isEqualTo(NONE_IS_REDELIVERED);

    assertThat(runs.state(task)).contains(new TaskState.Ended());
    assertThat(failures.kept()).extracting(Failure::reason).containsExactly(Reason.TASK_EXHAUSTED);
  }

  @Test
  void leavesATaskOfALaterVersionToTheFunctionOfThatVersion() throws IOException {
    Task task = new Task("run1", "films", "movies", "https://example.org/");
    String later =
        TaskCodec.encode(new TaskMessage(task, 0, NOW)).replace("\"version\":1", "\"version\":4");

    assertThat(handle(later, S3_TRIES_ITS_DESTINATION)).isEqualTo(THE_FIRST_IS_REDELIVERED);
    assertThat(failures.kept()).isEmpty();
    assertThat(log.lines()).anyMatch(line -> line.contains("expected a task of version 3 at most"));
  }

  @Test
  void namesTheRunOfABatchOfALaterVersion() throws IOException {
    String later =
        new String(BatchCodec.ROWS.json(ROWS), UTF_8).replace("\"version\":2", "\"version\":3");
    bucket.put("a", invocationRecord("raw", later.getBytes(UTF_8)));

    assertThat(handle(created("a"), S3_TRIES_ITS_DESTINATION)).isEqualTo(NONE_IS_REDELIVERED);
    assertThat(failures.kept())
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.reason()).isEqualTo(Reason.BATCH_VERSION);
          assertThat(failure.origin()).isEqualTo(ORIGIN);
          assertThat(failure.rows()).isEqualTo(2);
        });
    assertThat(runs.outcomes()).containsExactly(Outcome.givenUp(ROWS, Stage.PROCESSOR, NOW));
  }

  @Test
  void keepsABatchOfEitherStreamAsItsStagesFailures() throws IOException {
    bucket.put("a/raw object", invocationRecord("raw", BatchCodec.ROWS.encode(ROWS)));
    bucket.put("b", invocationRecord("clean", BatchCodec.RECORDS.encode(RECORDS)));

    assertThat(handle(created("a/raw+object"), created("b"))).isEqualTo(NONE_IS_REDELIVERED);
    assertThat(failures.kept())
        .extracting(Failure::id)
        .containsExactly(
            "run1-task1-processor-30", "run1-task1-processor-31", "run1-task1-writer-40");
    assertThat(failures.kept()).allMatch(failure -> failure.reason() == Reason.RETRIES_EXHAUSTED);
    assertThat(runs.outcomes())
        .containsExactly(
            Outcome.givenUp(ROWS, Stage.PROCESSOR, NOW),
            Outcome.givenUp(RECORDS, Stage.WRITER, NOW));
    assertThat(log.lines().getFirst()).contains("kept 1 stream records of raw", "a/raw object");
  }

  @Test
  void keepsNothingOfABatchWhoseLastAnswerAloneWasLost() throws IOException {
    Outcome ended = Outcome.handedOn(ROWS, Stage.PROCESSOR, 0, NOW);
    runs.add(ended);
    bucket.put("a", invocationRecord("raw", BatchCodec.ROWS.encode(ROWS)));

    assertThat(handle(created("a"), S3_TRIES_ITS_DESTINATION)).isEqualTo(NONE_IS_REDELIVERED);
    assertThat(failures.kept()).isEmpty();
    assertThat(runs.outcomes()).containsExactly(ended);
  }

  @Test
  void hasAMessageRedeliveredWhoseObjectCannotBeReadAndTheOtherNot() throws IOException {
    bucket.put("b", invocationRecord("clean", BatchCodec.RECORDS.encode(RECORDS)));

    assertThat(handle(created("gone"), created("b"))).isEqualTo(THE_FIRST_IS_REDELIVERED);
    assertThat(failures.kept()).extracting(Failure::id).containsExactly("run1-task1-writer-40");
  }

  @Test
  void hasABatchOfAStreamItDoesNotKnowRedeliveredSoThatItDoesNotVanish() throws IOException {
    bucket.put("a", invocationRecord("other", BatchCodec.ROWS.encode(ROWS)));

    assertThat(handle(created("a"), S3_TRIES_ITS_DESTINATION)).isEqualTo(THE_FIRST_IS_REDELIVERED);
    assertThat(failures.kept()).isEmpty();
    assertThat(log.lines()).anyMatch(line -> line.contains("found one of \"other\""));
  }

  @Test
  void hasAnObjectRedeliveredThatIsNoInvocationRecord() throws IOException {
    bucket.put("a", "{}".getBytes(UTF_8));

    assertThat(handle(created("a"), S3_TRIES_ITS_DESTINATION)).isEqualTo(THE_FIRST_IS_REDELIVERED);
  }

  @Test
  void hasANotificationRedeliveredThatNamesNothing() throws IOException {
    assertThat(handle("{}", S3_TRIES_ITS_DESTINATION)).isEqualTo(THE_FIRST_IS_REDELIVERED);
    assertThat(handle("words", S3_TRIES_ITS_DESTINATION)).isEqualTo(THE_FIRST_IS_REDELIVERED);
  }

  @Test
  void survivesAnError() throws IOException {
    bucket.put("a", new byte[0]);
    bucket.put("b", invocationRecord("clean", BatchCodec.RECORDS.encode(RECORDS)));

    assertThat(handle(created("a"), created("b"))).isEqualTo(THE_FIRST_IS_REDELIVERED);
    assertThat(failures.kept()).hasSize(1);
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

  private <E extends Entry> FailedBatches<E> failed(Stage stage, BatchCodec<E> codec) {
    return new FailedBatches<>(stage, codec, failures, runs, () -> NOW);
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
    return LambdaJson.handle(handler, event, 60_000);
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
