package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The example event of docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html.
class KinesisEventJsonTest {
  private static final KinesisRecord RECORD =
      new KinesisRecord(
          "49590338271490256608559692538361571095921575989136588898",
          "1",
          "Hello, this is a test.".getBytes(UTF_8),
          Instant.ofEpochMilli(1545084650987L));

  private final KinesisEventJson events =
      new KinesisEventJson(TestSettings.ARNS, "shardId-000000000006");

  @Test
  void eventIsTheDocumentedOneToTheByte() {
    String expected =
        """
        {"Records":[{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1",\
        "sequenceNumber":"49590338271490256608559692538361571095921575989136588898",\
        "data":"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==",\
        "approximateArrivalTimestamp":1545084650.987},\
        "eventSource":"aws:kinesis","eventVersion":"1.0",\
        "eventID":"shardId-000000000006:49590338271490256608559692538361571095921575989136588898",\
        "eventName":"aws:kinesis:record",\
        "invokeIdentityArn":"arn:aws:iam::123456789012:role/lambda-role",\
        "awsRegion":"us-east-2",\
        "eventSourceARN":"arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"}]}\
        """;

    assertThat(new String(events.event(List.of(RECORD)), UTF_8)).isEqualTo(expected);
  }

  @Test
  void arrivalOnAWholeSecondKeepsItsMilliseconds() {
    KinesisRecord whole =
        new KinesisRecord("1", "k", new byte[0], Instant.ofEpochSecond(1607497475L));

    JsonNode json = Harness.json(events.event(List.of(whole)));

    assertThat(new String(events.event(List.of(whole)), UTF_8)).contains("1607497475.000}");
    assertThat(json.at("/Records/0/kinesis/data").textValue()).isEmpty();
  }

  @Test
  void sizesAddUpToTheEvent() {
    int size = events.size(RECORD);

    assertThat(EventJson.eventSize(3, 3L * size))
        .isEqualTo(events.event(List.of(RECORD, RECORD, RECORD)).length);
  }
}
