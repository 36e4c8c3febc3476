package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.encoding.Json;
import pagestream.pipeline.StreamRecord;

class InvocationRecordsTest {
  /// As [AWS](https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html)
  /// documents it, without its payload.
  private static final String RECORD =
      """
      {
        "requestContext": {
          "requestId": "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5",
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
          "startSequenceNumber": "49601189658422359378836298521827638475320189012309704722",
          "endSequenceNumber": "49601189658422359378836298522902373528957594348623495186",
          "approximateArrivalOfFirstRecord": "2019-11-14T00:38:04.835Z",
          "approximateArrivalOfLastRecord": "2019-11-14T00:38:05.580Z",
          "batchSize": 500,
          "streamArn": "arn:aws:kinesis:us-east-2:123456789012:stream/mystream"
        }
      }
      """;

  /// As [AWS](https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html) documents it.
  private static final String EVENT =
      """
      {
        "Records": [
          {
            "kinesis": {
              "kinesisSchemaVersion": "1.0",
              "partitionKey": "1",
              "sequenceNumber": "49590338271490256608559692538361571095921575989136588898",
              "data": "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==",
              "approximateArrivalTimestamp": 1545084650.987
            },
            "eventSource": "aws:kinesis",
            "eventVersion": "1.0",
            "eventID": "shardId-000000000006:49590338271490256608559692538361571095921575989136588898",
            "eventName": "aws:kinesis:record",
            "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
            "awsRegion": "us-east-2",
            "eventSourceARN": "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"
          },
          {
            "kinesis": {
              "kinesisSchemaVersion": "1.0",
              "partitionKey": "1",
              "sequenceNumber": "49590338271490256608559692540925702759324208523137515618",
              "data": "VGhpcyBpcyBvbmx5IGEgdGVzdC4=",
              "approximateArrivalTimestamp": 1545084711.166
            },
            "eventSource": "aws:kinesis",
            "eventVersion": "1.0",
            "eventID": "shardId-000000000006:49590338271490256608559692540925702759324208523137515618",
            "eventName": "aws:kinesis:record",
            "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
            "awsRegion": "us-east-2",
            "eventSourceARN": "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"
          }
        ]
      }
      """;

  private static byte[] withPayload(String payload) throws IOException {
    ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(RECORD);
    return tree.put("payload", payload).toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theDiscardedBatchIsReadFromThePayload() throws IOException {
    InvocationRecords.Discarded discarded = InvocationRecords.discarded(withPayload(EVENT));

    assertThat(discarded.stream()).isEqualTo("mystream");
    assertThat(discarded.records())
        .extracting(
            StreamRecord::shard,
            StreamRecord::sequenceNumber,
            each -> new String(each.data(), StandardCharsets.UTF_8))
        .containsExactly(
            tuple(
                "shardId-000000000006",
                "49590338271490256608559692538361571095921575989136588898",
                "Hello, this is a test."),
            tuple(
                "shardId-000000000006",
                "49590338271490256608559692540925702759324208523137515618",
                "This is only a test."));
  }

  @Test
  void thePayloadMayBeAnObject() throws IOException {
    ObjectNode invocationRecord = (ObjectNode) Json.MAPPER.readTree(RECORD);
    invocationRecord.set("payload", Json.MAPPER.readTree(EVENT));

    assertThat(InvocationRecords.discarded(Json.MAPPER.writeValueAsBytes(invocationRecord)))
        .usingRecursiveComparison()
        .isEqualTo(InvocationRecords.discarded(withPayload(EVENT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "[]", "{\"Records\": []", "{\"records\": []}"})
  void aPayloadThatIsNoEventIsAnErrorAndNotNothing(String payload) throws IOException {
    byte[] invocationRecord = withPayload(payload);

    assertThatThrownBy(() -> InvocationRecords.discarded(invocationRecord))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aRecordWithoutItsBatchAsQueuesGetItIsAnErrorAndNotNothing() {
    assertThatThrownBy(() -> InvocationRecords.discarded(RECORD.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("payload");
  }
}
