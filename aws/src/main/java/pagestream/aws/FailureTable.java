package pagestream.aws;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Selection;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.Task;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The failures' table: an item a failure, its payload gzipped. What it has no room for stands in
/// items of its own, as [FailureParts] says, written before it. The indexes `newest`, `byRun` and
/// `byRedrive` list failures by time. Everything expires by TTL.
public final class FailureTable implements Failures, StoredFailures {
  /// The indexes that have the failures of one value of a filter together.
  private static final List<Map.Entry<String, String>> INDEXES =
      List.of(Map.entry(Selection.REDRIVE, "byRedrive"), Map.entry(Selection.RUN, "byRun"));

  private final DynamoDbClient dynamo;
  private final String table;
  private final FailureStatuses statuses;
  private final FailureParts parts;

  public FailureTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.statuses = new FailureStatuses(dynamo, table);
    this.parts = new FailureParts(dynamo, table);
  }

  @Override
  public void keep(Collection<Failure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    Parallel.map(failures, this::keepOne);
  }

  private String keepOne(Failure failure) {
    if (!failure.isAgain() || !statuses.failAgain(failure, run(failure))) {
      putOnce(failure);
    }
    return failure.id();
  }

  private static String run(Failure failure) {
    return failure.origin() == null ? "" : failure.origin().run();
  }

  @Override
  public void resolve(Collection<String> ids, String run) {
    statuses.resolve(ids, run);
  }

  private void putOnce(Failure failure) {
    Calls.putOnce(
        dynamo,
        table,
        parts
            .put(failure, item(failure))
            .with(
                Attributes.EXPIRES, failure.failedAt().plus(Retention.FAILURES).getEpochSecond()));
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
            .with(FailureStatuses.STATUS, FailureStatus.OPEN.label())
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

  /// Read strongly consistently: the answer to a scrape may have named it a moment ago.
  @Override
  public Optional<StoredFailure> find(String id) {
    return failure(id).flatMap(item -> ItemReading.readable(item, this::whole));
  }

  /// The same, as it stands there where it cannot be read.
  public Optional<StoredItem<StoredFailure>> item(String id) {
    return failure(id).map(item -> read(item, this::whole));
  }

  /// Its item, which its payload's parts are not.
  private Optional<Map<String, AttributeValue>> failure(String id) {
    return Keys.canBePartition(id)
        ? Optional.of(get(id)).filter(item -> item.containsKey("kind"))
        : Optional.empty();
  }

  /// Read first: one that cannot be read would stay on its way for ever.
  @Override
  public Optional<Failure> claim(String id, Task redrive, Instant at) {
    return find(id).map(StoredFailure::failure).filter(open -> statuses.claim(id, redrive, at));
  }

  private StoredFailure whole(Map<String, AttributeValue> item) {
    return stored(item, parts.payload(item), parts.task(item));
  }

  @Override
  public Part list(Selection selection, int limit) {
    Slice<StoredItem<StoredFailure>> slice =
        slice(selection, new SliceRequest(limit, true, selection.cursor()));
    return new Part(
        slice.items().stream().flatMap(item -> item.known().stream()).toList(), slice.next());
  }

  /// Newest first, unless the request says otherwise; without payloads.
  public Slice<StoredItem<StoredFailure>> slice(Selection selection, SliceRequest request) {
    Map<String, String> filters = new LinkedHashMap<>(selection.filters());
    SliceQuery query = query(filters);
    filters.forEach(
        (name, value) -> query.filter(List.of(new Filter.Equal(attribute(name), value))));
    return query
        .slice(request)
        .map(item -> read(withOrigin(item), it -> stored(it, new byte[0], null)));
  }

  /// One that cannot be read shows all but its payload.
  private static StoredItem<StoredFailure> read(
      Map<String, AttributeValue> item,
      Function<Map<String, AttributeValue>, StoredFailure> reader) {
    Map<String, AttributeValue> withoutPayload = new HashMap<>(item);
    withoutPayload.remove(FailureParts.PAYLOAD);
    return ItemReading.of(withoutPayload, it -> reader.apply(item));
  }

  /// By the index that leaves the fewest to be filtered, whose filter it takes out.
  private SliceQuery query(Map<String, String> filters) {
    for (Map.Entry<String, String> index : INDEXES) {
      String value = filters.remove(index.getKey());
      if (value != null) {
        return query(index.getValue(), index.getKey(), value);
      }
    }
    return query("newest", "kind", "failure");
  }

  /// Where an item has what a filter asks for.
  private static String attribute(String filter) {
    return filter.equals(Selection.SOURCE) || filter.equals(Selection.RECIPE)
        ? Attributes.ORIGIN + "." + filter
        : filter;
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

  static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }

  private Map<String, AttributeValue> get(String id) {
    return Calls.read(dynamo, table, key(id));
  }

  private static StoredFailure stored(
      Map<String, AttributeValue> item, byte[] payload, @Nullable Task task) {
    Failure failure =
        new Failure(
            Attributes.text(item, "id"),
            Attributes.parsed(item, "stage", Stage::of),
            Attributes.parsed(item, "reason", Reason::valueOf),
            Attributes.text(item, "message"),
            item.containsKey("run") ? Attributes.origin(item, "run") : null,
            Attributes.optionalInt(item, "position").orElse(null),
            Attributes.number(item, "rows"),
            new Payload(Attributes.text(item, "payloadType"), payload),
            Attributes.time(item, "failedAt"),
            task);
    return new StoredFailure(
        failure,
        Attributes.parsed(item, FailureStatuses.STATUS, FailureStatus::of),
        Attributes.optionalInt(item, FailureStatuses.ATTEMPTS).orElse(0),
        Attributes.optionalText(item, FailureStatuses.RUN),
        Attributes.optionalText(item, FailureStatuses.AT)
            .map(at -> Attributes.parse(FailureStatuses.AT, at, Instant::parse)),
        Attributes.optionalText(item, FailureStatuses.AGAIN_REASON)
            .map(reason ->
                new Rejection(
                    Attributes.parse(FailureStatuses.AGAIN_REASON, reason, Reason::valueOf),
                    Attributes.text(item, FailureStatuses.AGAIN_MESSAGE))));
  }
}
