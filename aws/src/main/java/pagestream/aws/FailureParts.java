package pagestream.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagestream.encoding.Gzip;
import pagestream.encoding.Sha256;
import pagestream.pipeline.Batches;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Result;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What one item of a failure has no room for, in items of its own: its payload from the second
/// part on, `ID/HASH/1`, `ID/HASH/2` …, and its task, `ID/task`. Both are gzipped.
///
/// A failure may be kept a second time with another payload before its own item is there. The hash
/// of the payload keeps the parts of both apart.
record FailureParts(DynamoDbClient dynamo, String table) {
  static final String PAYLOAD = "payload";

  private static final String COUNT = "payloadParts";
  private static final String HASH = "payloadHash";
  private static final String HAS_TASK = "hasTask";
  private static final String TASK = "task";
  private static final int HASH_BYTES = 8;

  /// As much as leaves room for the other attributes.
  private static final int MAX_BYTES = Batches.MAX_ENTRY_BYTES;

  private static final int MAX_DECOMPRESSED_BYTES = 64 << 20;

  /// Puts all parts but the first one, which stands in the failure's own item, and returns that
  /// with what finds the others.
  Attributes put(Failure failure, Attributes item) {
    putTask(failure);
    byte[] compressed = Gzip.compress(failure.payload().bytes());
    int parts = Math.max(1, Math.ceilDiv(compressed.length, MAX_BYTES));
    String hash = Sha256.hex(compressed, HASH_BYTES);
    for (int part = 1; part < parts; part++) {
      put(failure, id(failure.id(), hash, part), part(compressed, part));
    }
    return item.with(PAYLOAD, part(compressed, 0))
        .with(COUNT, parts)
        .with(HASH, parts > 1 ? hash : null)
        .with(HAS_TASK, failure.task() == null ? null : true);
  }

  /// With the row that it carries it may be as large as a message of the queue.
  private void putTask(Failure failure) {
    if (failure.task() != null) {
      String text = TaskCodec.encode(new TaskMessage(failure.task(), 0, failure.failedAt()));
      put(failure, taskId(failure.id()), Gzip.compress(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void put(Failure failure, String id, byte[] bytes) {
    Calls.putOnce(
        dynamo,
        table,
        new Attributes()
            .with("id", id)
            .with(PAYLOAD, bytes)
            .with(
                Attributes.EXPIRES,
                failure.failedAt().plus(Retention.PAYLOAD_PARTS).getEpochSecond()));
  }

  private static byte[] part(byte[] compressed, int part) {
    int from = part * MAX_BYTES;
    return Arrays.copyOfRange(compressed, from, Math.min(compressed.length, from + MAX_BYTES));
  }

  private static String id(String failure, String hash, int part) {
    return failure + "/" + (hash.isEmpty() ? "" : hash + "/") + part;
  }

  private static String taskId(String failure) {
    return failure + "/" + TASK;
  }

  /// @param item of the failure
  byte[] payload(Map<String, AttributeValue> item) {
    String id = Attributes.text(item, "id");
    String hash = Attributes.optionalText(item, HASH).orElse(""); // the version before had none
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    compressed.writeBytes(Attributes.bytes(item, PAYLOAD));
    int parts = Attributes.number(item, COUNT);
    for (int part = 1; part < parts; part++) {
      compressed.writeBytes(part(id(id, hash, part), part, parts));
    }
    return decompressed(compressed.toByteArray());
  }

  private byte[] part(String id, int part, int parts) {
    Map<String, AttributeValue> item = get(id);
    if (item.isEmpty()) {
      throw new UnreadableItemException(
          "expected a payload in %d parts, found no part %d".formatted(parts, part + 1));
    }
    return Attributes.bytes(item, PAYLOAD);
  }

  private Map<String, AttributeValue> get(String id) {
    return Calls.read(dynamo, table, FailureTable.key(id));
  }

  /// @param item of the failure
  @Nullable Task task(Map<String, AttributeValue> item) {
    if (!item.containsKey(HAS_TASK)) {
      return null;
    }
    byte[] compressed = Attributes.bytes(get(taskId(Attributes.text(item, "id"))), PAYLOAD);
    return switch (TaskCodec.decode(new String(decompressed(compressed), StandardCharsets.UTF_8))) {
      case Result.Ok<TaskMessage>(TaskMessage message) -> message.task();
      case Result.Rejected<TaskMessage> unreadable -> null;
    };
  }

  private static byte[] decompressed(byte[] compressed) {
    try {
      return Gzip.decompress(compressed, MAX_DECOMPRESSED_BYTES);
    } catch (IOException e) {
      throw new UnreadableItemException(
          "expected a payload that can be decompressed, found none", e);
    }
  }
}
