package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The S3 invocation record of
/// docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html.
class InvocationRecordJsonTest {
  private static final Instant NOW = Instant.parse("2019-11-14T00:38:06.021Z");
  private static final String SHARD = "shardId-000000000001";
  private static final List<KinesisRecord> BATCH =
      List.of(
          record("496011", "2019-11-14T00:38:04.835Z"), record("496012", "2019-11-14T00:38:05Z"));

  private final InvocationRecordJson records =
      new InvocationRecordJson(TestSettings.ARNS, SHARD, () -> NOW);

  @Test
  void exhaustedRetriesGiveTheDocumentedRecord() {
    JsonNode json = Harness.json(records.retryAttemptsExhausted(BATCH, 1, true));

    assertThat(UUID.fromString(json.at("/requestContext/requestId").textValue())).isNotNull();
    ((ObjectNode) json.path("requestContext")).remove("requestId");
    ((ObjectNode) json).remove("payload");
    assertThat(json)
        .isEqualTo(
            Harness.json(
                """
                {
                  "requestContext": {
                    "functionArn": "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
                    "condition": "RetryAttemptsExhausted",
                    "approximateInvokeCount": 1
                  },
                  "responseContext": {
                    "statusCode": 200,
                    "executedVersion": "$LATEST",
                    "functionError": "Unhandled"
                  },
                  "version": "1.0",
                  "timestamp": "2019-11-14T00:38:06.021Z",
                  "KinesisBatchInfo": {
                    "shardId": "shardId-000000000001",
                    "startSequenceNumber": "496011",
                    "endSequenceNumber": "496012",
                    "approximateArrivalOfFirstRecord": "2019-11-14T00:38:04.835Z",
                    "approximateArrivalOfLastRecord": "2019-11-14T00:38:05.000Z",
                    "batchSize": 2,
                    "streamArn": "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"
                  }
                }\
                """
                    .getBytes(UTF_8)));
  }

  @Test
  void payloadIsTheWholeEventAsAnEscapedString() {
    JsonNode payload = Harness.json(records.retryAttemptsExhausted(BATCH, 1, true)).path("payload");

    assertThat(payload.isTextual()).isTrue();
    assertThat(payload.textValue().getBytes(UTF_8))
        .isEqualTo(new KinesisEventJson(TestSettings.ARNS, SHARD).event(BATCH));
  }

  @Test
  void reportedFailuresHaveNoFunctionError() {
    JsonNode json = Harness.json(records.retryAttemptsExhausted(BATCH, 4, false));

    assertThat(json.at("/responseContext/functionError").isNull()).isTrue();
    assertThat(json.at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(4);
  }

  @Test
  void exceededAgeHasNoResponse() {
    JsonNode json = Harness.json(records.recordAgeExceeded(BATCH));

    assertThat(json.at("/requestContext/condition").textValue()).isEqualTo("RecordAgeExceeded");
    assertThat(json.has("responseContext")).isFalse();
    assertThat(json.has("payload")).isTrue();
  }

  private static KinesisRecord record(String number, String arrival) {
    return new KinesisRecord(number, "k", "x".getBytes(UTF_8), Instant.parse(arrival));
  }
}
