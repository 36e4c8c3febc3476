package pagestream.emulator.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Base64;

/// The event of a batch, as <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html>
/// documents it: data in Base64, arrival in seconds with milliseconds as decimals.
record KinesisEventJson(MappingArns arns, String shardId) implements EventJson<KinesisRecord> {
  @Override
  public ObjectNode node(KinesisRecord r) {
    ObjectNode node = NODES.objectNode();
    node.set("kinesis", kinesis(r));
    node.put("eventSource", "aws:kinesis");
    node.put("eventVersion", "1.0");
    node.put("eventID", shardId + ":" + r.sequenceNumber());
    node.put("eventName", "aws:kinesis:record");
    node.put("invokeIdentityArn", arns.role());
    node.put("awsRegion", arns.region());
    node.put("eventSourceARN", arns.source());
    return node;
  }

  @Override
  public String identifier(KinesisRecord r) {
    return r.sequenceNumber();
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
}
