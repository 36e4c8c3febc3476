package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// The example event of docs.aws.amazon.com/lambda/latest/dg/with-sqs.html.
class SqsEventJsonTest {
  private static final MappingArns ARNS =
      new MappingArns(
          "us-east-2", "arn:aws:sqs:us-east-2:123456789012:my-queue", "function", "role");

  private static final Message MESSAGE =
      Message.builder()
          .messageId("059f36b4-87a3-44ab-83d2-661975830a7d")
          .receiptHandle("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a")
          .body("Test message.")
          .attributesWithStrings(
              Map.of(
                  "ApproximateReceiveCount", "1",
                  "SentTimestamp", "1545082649183",
                  "SenderId", "AIDAIENQZJOLO23YVJ4VO",
                  "ApproximateFirstReceiveTimestamp", "1545082649185"))
          .messageAttributes(
              Map.of(
                  "myAttribute",
                  MessageAttributeValue.builder()
                      .stringValue("myValue")
                      .dataType("String")
                      .build()))
          .md5OfBody("e4e68fb7bd0e697a0ae8f1bb342846b3")
          .build();

  private final SqsEventJson events = new SqsEventJson(ARNS);

  @Test
  void eventIsTheDocumentedOne() {
    String expected =
        """
        {
          "Records": [
            {
              "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
              "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
              "body": "Test message.",
              "attributes": {
                "ApproximateReceiveCount": "1",
                "SentTimestamp": "1545082649183",
                "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                "ApproximateFirstReceiveTimestamp": "1545082649185"
              },
              "messageAttributes": {
                "myAttribute": {
                  "stringValue": "myValue",
                  "stringListValues": [],
                  "binaryListValues": [],
                  "dataType": "String"
                }
              },
              "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
              "eventSource": "aws:sqs",
              "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:my-queue",
              "awsRegion": "us-east-2"
            }
          ]
        }
        """;

    assertThat(Harness.json(events.event(List.of(MESSAGE))))
        .isEqualTo(Harness.json(expected.getBytes(UTF_8)));
  }

  @Test
  void aBinaryAttributeIsInBase64AndHasAHash() {
    MessageAttributeValue bytes =
        MessageAttributeValue.builder()
            .binaryValue(SdkBytes.fromUtf8String("jüri"))
            .dataType("Binary")
            .build();
    Message message =
        MESSAGE.toBuilder()
            .messageAttributes(Map.of("name", bytes))
            .md5OfMessageAttributes("0123")
            .build();

    assertThat(events.node(message).at("/messageAttributes/name").toString())
        .isEqualTo(
            """
            {"binaryValue":"asO8cmk=","stringListValues":[],"binaryListValues":[],"dataType":"Binary"}\
            """);
    assertThat(events.node(message).path("md5OfMessageAttributes").textValue()).isEqualTo("0123");
  }

  @Test
  void aMessageWithoutAttributesHasEmptyObjects() {
    Message message = Message.builder().messageId("1").body("").build();

    assertThat(events.node(message).path("attributes").toString()).isEqualTo("{}");
    assertThat(events.node(message).path("messageAttributes").toString()).isEqualTo("{}");
  }
}
