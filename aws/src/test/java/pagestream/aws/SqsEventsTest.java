package pagestream.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import pagestream.pipeline.KeepingLog;

class SqsEventsTest {
  private static final String EVENT =
      """
      {"Records": [
        {"messageId": "m1", "body": "first", "eventSource": "aws:sqs"},
        {"messageId": "m2", "body": "second", "eventSource": "aws:sqs"},
        {"messageId": "m3", "body": "third", "eventSource": "aws:sqs"},
        {"messageId": "m4", "body": "fourth", "eventSource": "aws:sqs"}]}
      """;

  private final KeepingLog log = new KeepingLog();
  private final List<String> taken = new ArrayList<>();

  private static JsonNode json(String text) throws IOException {
    return Json.MAPPER.readTree(text);
  }

  @Test
  void anEventOfSqsIsKnownByItsSource() throws IOException {
    assertThat(SqsEvents.isOne(json(EVENT))).isTrue();
    assertThat(SqsEvents.isOne(json(EVENT.replace("aws:sqs", "aws:kinesis")))).isFalse();
    assertThat(SqsEvents.isOne(json("{\"source\": \"films\"}"))).isFalse();
  }

  /// What the function answers.
  private String consume() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    SqsEvents.consume(
        json(EVENT),
        answer,
        body -> {
          taken.add(body);
          switch (body) {
            case "second" -> throw new IOException("no message");
            case "fourth" -> throw new OutOfMemoryError("too much");
            default -> {}
          }
        },
        log);
    return answer.toString(UTF_8);
  }

  @Test
  void messagesThatFailAreRedeliveredAloneAndKeepNoOtherFromBeingTaken() throws IOException {
    assertThat(json(consume()))
        .isEqualTo(
            json(
                """
                {"batchItemFailures": [{"itemIdentifier": "m2"}, {"itemIdentifier": "m4"}]}
                """));
    assertThat(taken).containsExactly("first", "second", "third", "fourth");
  }

  @Test
  void theLogSaysWhichMessageIsRedelivered() throws IOException {
    consume();

    assertThat(log.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("message m2 is redelivered"),
            line -> assertThat(line).contains("message m4 is redelivered"));
  }
}
