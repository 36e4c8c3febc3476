package pagestream.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import pagestream.encoding.Gzip;
import pagestream.pipeline.Batches;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Stage;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The failures' table: an item a failure, its payload gzipped. A payload that is larger than an
/// item may be goes on in items of its own, `ID/1`, `ID/2` …, written before it. The indexes
/// `newest` and `byRun` list failures by time. Everything expires by TTL.
public final class FailureTable implements Failures {
  /// As much as leaves room for the other attributes.
  private static final int MAX_PAYLOAD_BYTES = Batches.MAX_ENTRY_BYTES;

  private static final int MAX_UNPACKED_BYTES = 64 << 20;

  private final DynamoDbClient dynamo;
  private final String table;

  public FailureTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public void keep(Collection<Failure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    Parallel.map(failures, this::keepOne);
  }

  private String keepOne(Failure failure) {
    byte[] packed = Gzip.pack(failure.payload().bytes());
    int parts = Math.max(1, Math.ceilDiv(packed.length, MAX_PAYLOAD_BYTES));
    for (int part = 1; part < parts; part++) {
      Calls.putOnce(
          dynamo,
          table,
          new Attributes()
              .with("id", partId(failure.id(), part))
              .with("payload", part(packed, part))
              .with("expires", failure.failedAt().plus(Retention.PAYLOAD_PARTS).getEpochSecond()));
    }
    Calls.putOnce(
        dynamo,
        table,
        item(failure)
            .with("payload", part(packed, 0))
            .with("payloadParts", parts)
            .with("expires", failure.failedAt().plus(Retention.FAILURES).getEpochSecond()));
    return failure.id();
  }

  private static Attributes item(Failure failure) {
    Attributes attributes =
        new Attributes()
            .with("id", failure.id())
            .with("kind", "failure")
            .with("order", order(failure))
            .with("stage", failure.stage().label())
            .with("reason", failure.reason().name())
            .with("message", failure.message())
            .with("position", failure.position())
            .with("rows", failure.rows())
            .with("failedAt", failure.failedAt().toString())
            .with("status", "open")
            .with("payloadType", failure.payload().contentType());
    if (failure.origin() != null) {
      attributes
          .with("run", failure.origin().run())
          .with(Attributes.ORIGIN, failure.origin().texts());
    }
    return attributes;
  }

  /// Sorts by time as text, whatever the machine's language.
  private static String order(Failure failure) {
    return String.format(Locale.ROOT, "%013d#%s", failure.failedAt().toEpochMilli(), failure.id());
  }

  private static String partId(String id, int part) {
    return id + "/" + part;
  }

  private static byte[] part(byte[] packed, int part) {
    int from = part * MAX_PAYLOAD_BYTES;
    return Arrays.copyOfRange(packed, from, Math.min(packed.length, from + MAX_PAYLOAD_BYTES));
  }

  /// The failure with its payload, read strongly consistently: the answer to a scrape may have
  /// named it a moment ago.
  public Optional<StoredFailure> find(String id) {
    if (!Keys.canBePartition(id)) {
      return Optional.empty();
    }
    Map<String, AttributeValue> item = get(id);
    return item.containsKey("kind")
        ? Optional.of(stored(item, payload(id, item)))
        : Optional.empty();
  }

  /// Newest first, unless the request says otherwise; without payloads.
  ///
  /// @param run only this run's, where given
  public Slice<StoredFailure> slice(
      Optional<String> run, List<Filter> filters, SliceRequest request) {
    SliceQuery query =
        run.map(id -> query("byRun", "run", id))
            .orElseGet(() -> query("newest", "kind", "failure"));
    return query.filter(filters).slice(request).map(item -> stored(withOrigin(item), new byte[0]));
  }

  /// The indexes do not have the flat origin of the version before.
  private Map<String, AttributeValue> withOrigin(Map<String, AttributeValue> item) {
    return item.containsKey("run") && !item.containsKey(Attributes.ORIGIN)
        ? get(Attributes.text(item, "id"))
        : item;
  }

  private SliceQuery query(String index, String partition, String value) {
    return new SliceQuery(
        dynamo,
        table,
        Optional.of(index),
        List.of(partition, "order", "id"),
        new Filter.Equal(partition, value));
  }

  private Map<String, AttributeValue> get(String id) {
    return Calls.read(dynamo, table, Map.of("id", AttributeValue.fromS(id)));
  }

  private byte[] payload(String id, Map<String, AttributeValue> item) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(Attributes.bytes(item, "payload"));
    for (int part = 1; part < Attributes.number(item, "payloadParts"); part++) {
      packed.writeBytes(Attributes.bytes(get(partId(id, part)), "payload"));
    }
    try {
      return Gzip.unpack(packed.toByteArray(), MAX_UNPACKED_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoredFailure stored(Map<String, AttributeValue> item, byte[] payload) {
    Failure failure =
        new Failure(
            Attributes.text(item, "id"),
            Stage.of(Attributes.text(item, "stage")),
            Reason.valueOf(Attributes.text(item, "reason")),
            Attributes.text(item, "message"),
            item.containsKey("run") ? Attributes.origin(item, "run") : null,
            Attributes.optionalNumber(item, "position").map(Long::intValue).orElse(null),
            Attributes.number(item, "rows"),
            new Payload(Attributes.text(item, "payloadType"), payload),
            Instant.parse(Attributes.text(item, "failedAt")));
    return new StoredFailure(failure, Attributes.text(item, "status"));
  }
}
