package pagestream.emulator.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// The event of a batch, as <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html> documents
/// it: times in milliseconds as text, binary attributes in Base64.
record SqsEventJson(MappingArns arns) implements EventJson<Message> {
  @Override
  public ObjectNode node(Message message) {
    ObjectNode node = NODES.objectNode();
    node.put("messageId", message.messageId());
    node.put("receiptHandle", message.receiptHandle());
    node.put("body", message.body());
    ObjectNode attributes = node.putObject("attributes");
    new TreeMap<>(message.attributesAsStrings()).forEach(attributes::put);
    ObjectNode messageAttributes = node.putObject("messageAttributes");
    new TreeMap<>(message.messageAttributes())
        .forEach((name, value) -> messageAttributes.set(name, attribute(value)));
    node.put("md5OfBody", message.md5OfBody());
    if (message.md5OfMessageAttributes() != null) {
      node.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
    }
    node.put("eventSource", "aws:sqs");
    node.put("eventSourceARN", arns.source());
    node.put("awsRegion", arns.region());
    return node;
  }

  @Override
  public String identifier(Message message) {
    return message.messageId();
  }

  /// The lists are always empty, as SQS does not have them yet.
  private static ObjectNode attribute(MessageAttributeValue value) {
    ObjectNode node = NODES.objectNode();
    if (value.stringValue() != null) {
      node.put("stringValue", value.stringValue());
    }
    if (value.binaryValue() != null) {
      byte[] bytes = value.binaryValue().asByteArray();
      node.put("binaryValue", Base64.getEncoder().encodeToString(bytes));
    }
    node.putArray("stringListValues");
    node.putArray("binaryListValues");
    node.put("dataType", value.dataType());
    return node;
  }
}
