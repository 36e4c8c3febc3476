package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Makes the invocation records of one shard, in the form that
/// <https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html> documents for
/// S3: times in ISO 8601 with milliseconds, the whole event as a JSON string.
final class InvocationRecords {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final MappingSettings settings;
  private final String shardId;
  private final KinesisEventJson events;
  private final InstantSource clock;

  InvocationRecords(MappingSettings settings, String shardId, InstantSource clock) {
    this.settings = settings;
    this.shardId = shardId;
    this.events = new KinesisEventJson(settings, shardId);
    this.clock = clock;
  }

  InvocationRecord retryAttemptsExhausted(
      List<StreamRecord> batch, int invocations, boolean functionError) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("requestContext", request("RetryAttemptsExhausted", invocations));
    root.set("responseContext", response(functionError));
    return finish(root, batch);
  }

  /// AWS's own records of this condition have no `responseContext` and always count one invocation,
  /// as LocalStack's recordings of AWS show.
  InvocationRecord recordAgeExceeded(List<StreamRecord> batch) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("requestContext", request("RecordAgeExceeded", 1));
    return finish(root, batch);
  }

  private ObjectNode request(String condition, int invocations) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", settings.functionArn())
        .put("condition", condition)
        .put("approximateInvokeCount", invocations);
  }

  private static ObjectNode response(boolean functionError) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("statusCode", 200)
        .put("executedVersion", "$LATEST")
        .put("functionError", functionError ? "Unhandled" : null);
  }

  private InvocationRecord finish(ObjectNode root, List<StreamRecord> batch) {
    Instant now = clock.instant();
    root.put("version", "1.0");
    root.put("timestamp", TIME.format(now));
    root.set("KinesisBatchInfo", batchInfo(batch));
    root.put("payload", new String(events.event(batch), UTF_8));
    return new InvocationRecord(shardId, now, root.toString().getBytes(UTF_8));
  }

  private ObjectNode batchInfo(List<StreamRecord> batch) {
    StreamRecord first = batch.getFirst();
    StreamRecord last = batch.getLast();
    return JsonNodeFactory.instance
        .objectNode()
        .put("shardId", shardId)
        .put("startSequenceNumber", first.sequenceNumber())
        .put("endSequenceNumber", last.sequenceNumber())
        .put("approximateArrivalOfFirstRecord", TIME.format(first.arrival()))
        .put("approximateArrivalOfLastRecord", TIME.format(last.arrival()))
        .put("batchSize", batch.size())
        .put("streamArn", settings.streamArn());
  }
}
