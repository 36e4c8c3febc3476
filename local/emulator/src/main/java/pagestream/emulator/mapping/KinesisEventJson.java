package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;

/// The event of a batch, as <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html>
/// documents it: data in Base64, arrival in seconds with milliseconds as decimals.
final class KinesisEventJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int FRAME = bytes(event(NODES.arrayNode())).length;

  private final MappingArns arns;
  private final String shardId;

  KinesisEventJson(MappingArns arns, String shardId) {
    this.arns = arns;
    this.shardId = shardId;
  }

  byte[] event(List<KinesisRecord> batch) {
    ArrayNode records = NODES.arrayNode();
    batch.forEach(r -> records.add(node(r)));
    return bytes(event(records));
  }

  /// The bytes that a record takes in an event, without the comma before the next one.
  int size(KinesisRecord r) {
    return bytes(node(r)).length;
  }

  /// The bytes of an event of `count` records which take `bytes` together.
  static long eventSize(int count, long bytes) {
    return FRAME + bytes + Math.max(0, count - 1);
  }

  private static ObjectNode event(ArrayNode records) {
    ObjectNode event = NODES.objectNode();
    event.set("Records", records);
    return event;
  }

  private ObjectNode node(KinesisRecord r) {
    ObjectNode node = NODES.objectNode();
    node.set("kinesis", kinesis(r));
    node.put("eventSource", "aws:kinesis");
    node.put("eventVersion", "1.0");
    node.put("eventID", shardId + ":" + r.sequenceNumber());
    node.put("eventName", "aws:kinesis:record");
    node.put("invokeIdentityArn", arns.role());
    node.put("awsRegion", arns.region());
    node.put("eventSourceARN", arns.stream());
    return node;
  }

  private static ObjectNode kinesis(KinesisRecord r) {
    ObjectNode node = NODES.objectNode();
    node.put("kinesisSchemaVersion", "1.0");
    node.put("partitionKey", r.partitionKey());
    node.put("sequenceNumber", r.sequenceNumber());
    node.put("data", Base64.getEncoder().encodeToString(r.data()));
    node.put("approximateArrivalTimestamp", BigDecimal.valueOf(r.arrival().toEpochMilli(), 3));
    return node;
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(UTF_8);
  }
}
