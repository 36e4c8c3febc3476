package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import pagestream.emulator.lambda.Account;

/// Makes the invocation records of one shard, in the form that
/// <https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html> documents for
/// S3: times in ISO 8601 with milliseconds, the whole event as a JSON string.
final class InvocationRecordJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final MappingArns arns;
  private final String shardId;
  private final KinesisEventJson events;
  private final InstantSource clock;

  InvocationRecordJson(MappingArns arns, String shardId, InstantSource clock) {
    this.arns = arns;
    this.shardId = shardId;
    this.events = new KinesisEventJson(arns, shardId);
    this.clock = clock;
  }

  byte[] retryAttemptsExhausted(List<KinesisRecord> batch, int invocations, boolean functionError) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("requestContext", request("RetryAttemptsExhausted", invocations));
    root.set("responseContext", response(functionError));
    return finish(root, batch);
  }

  /// AWS's own records of this condition have no `responseContext` and always count one invocation,
  /// as LocalStack's recordings of AWS show.
  byte[] recordAgeExceeded(List<KinesisRecord> batch) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("requestContext", request("RecordAgeExceeded", 1));
    return finish(root, batch);
  }

  private ObjectNode request(String condition, int invocations) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", arns.function())
        .put("condition", condition)
        .put("approximateInvokeCount", invocations);
  }

  private static ObjectNode response(boolean functionError) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("statusCode", 200)
        .put("executedVersion", Account.VERSION)
        .put("functionError", functionError ? "Unhandled" : null);
  }

  private byte[] finish(ObjectNode root, List<KinesisRecord> batch) {
    root.put("version", "1.0");
    root.put("timestamp", TIME.format(clock.instant()));
    root.set("KinesisBatchInfo", batchInfo(batch));
    root.put("payload", new String(events.event(batch), UTF_8));
    return root.toString().getBytes(UTF_8);
  }

  private ObjectNode batchInfo(List<KinesisRecord> batch) {
    KinesisRecord first = batch.getFirst();
    KinesisRecord last = batch.getLast();
    return JsonNodeFactory.instance
        .objectNode()
        .put("shardId", shardId)
        .put("startSequenceNumber", first.sequenceNumber())
        .put("endSequenceNumber", last.sequenceNumber())
        .put("approximateArrivalOfFirstRecord", TIME.format(first.arrival()))
        .put("approximateArrivalOfLastRecord", TIME.format(last.arrival()))
        .put("batchSize", batch.size())
        .put("streamArn", arns.source());
  }
}
