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
class InvocationRecordsTest {
  private static final Instant NOW = Instant.parse("2019-11-14T00:38:06.021Z");
  private static final String SHARD = "shardId-000000000001";
  private static final List<StreamRecord> BATCH =
      List.of(
          record("496011", "2019-11-14T00:38:04.835Z"), record("496012", "2019-11-14T00:38:05Z"));

  private final MappingSettings settings = TestSettings.settings().build();
  private final InvocationRecords records = new InvocationRecords(settings, SHARD, () -> NOW);

  @Test
  void exhaustedRetriesGiveTheDocumentedRecord() {
    JsonNode json = Harness.json(records.retryAttemptsExhausted(BATCH, 1, true).json());

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
    JsonNode payload =
        Harness.json(records.retryAttemptsExhausted(BATCH, 1, true).json()).path("payload");

    assertThat(payload.isTextual()).isTrue();
    assertThat(payload.textValue().getBytes(UTF_8))
        .isEqualTo(new KinesisEventJson(settings, SHARD).event(BATCH));
  }

  @Test
  void reportedFailuresHaveNoFunctionError() {
    JsonNode json = Harness.json(records.retryAttemptsExhausted(BATCH, 4, false).json());

    assertThat(json.at("/responseContext/functionError").isNull()).isTrue();
    assertThat(json.at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(4);
  }

  @Test
  void exceededAgeHasNoResponse() {
    JsonNode json = Harness.json(records.recordAgeExceeded(BATCH).json());

    assertThat(json.at("/requestContext/condition").textValue()).isEqualTo("RecordAgeExceeded");
    assertThat(json.has("responseContext")).isFalse();
    assertThat(json.has("payload")).isTrue();
  }

  @Test
  void objectKeyFollowsTheDocumentedNamingConvention() {
    UUID mapping = UUID.fromString("11111111-2222-3333-4444-555555555555");
    UUID random = UUID.fromString("99999999-8888-7777-6666-555555555555");

    assertThat(records.recordAgeExceeded(BATCH).objectKey(mapping, random))
        .isEqualTo(
            "aws/lambda/11111111-2222-3333-4444-555555555555/shardId-000000000001/2019/11/14/"
                + "2019-11-14T00.38.06-99999999-8888-7777-6666-555555555555");
  }

  private static StreamRecord record(String number, String arrival) {
    return new StreamRecord(number, "k", "x".getBytes(UTF_8), Instant.parse(arrival));
  }
}
