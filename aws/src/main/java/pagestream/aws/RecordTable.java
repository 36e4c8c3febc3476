package pagestream.aws;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Records;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// The records' table: an item for each recipe and id, its fields as attributes, and what the
/// pipeline knows of it under names that begin with an underscore. Two recipes never meet under one
/// key, and a recipe's records are listed by a query of the table itself.
///
/// Every write is a conditional PutItem: BatchWriteItem takes no conditions, and without one an
/// older page that is written late would overwrite a newer one.
public final class RecordTable implements Records {
  static final String PARTITION = "_partition";
  static final String ID = "id";
  static final String PAGE = "_page";
  static final String POSITION = "_position";
  static final String HASH = "_hash";

  private static final Version OLDEST = new Version("", -1, "");
  private static final int MAX_KEYS = 100;
  private static final Duration READ_TIME = CallTime.LONGEST;

  private final DynamoDbClient dynamo;
  private final String table;

  public RecordTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public Map<String, Version> versions(String recipe, Collection<String> ids) {
    Map<String, Version> versions = new HashMap<>();
    List<String> distinct = ids.stream().distinct().toList();
    for (int from = 0; from < distinct.size(); from += MAX_KEYS) {
      read(recipe, distinct.subList(from, Math.min(distinct.size(), from + MAX_KEYS)), versions);
    }
    return versions;
  }

  /// Keys that DynamoDB leaves unprocessed are asked for again.
  private void read(String recipe, List<String> ids, Map<String, Version> versions) {
    Map<String, KeysAndAttributes> wanted =
        Map.of(
            table,
            KeysAndAttributes.builder()
                .keys(ids.stream().map(id -> key(recipe, id)).toList())
                .projectionExpression("id, #page, #position, #hash")
                .expressionAttributeNames(
                    Map.of("#page", PAGE, "#position", POSITION, "#hash", HASH))
                .consistentRead(true) // an older version would let an older page win
                .build());
    Deadline deadline = Deadline.in(READ_TIME);
    for (int tries = 1; ; tries++) {
      Map<String, KeysAndAttributes> asked = wanted;
      BatchGetItemResponse response =
          Calls.call("BatchGetItem", () -> dynamo.batchGetItem(r -> r.requestItems(asked)));
      response
          .responses()
          .getOrDefault(table, List.of())
          .forEach(item -> versions.put(Attributes.text(item, ID), version(item)));
      wanted = response.unprocessedKeys();
      if (wanted.isEmpty()) {
        return;
      }
      if (!Backoff.REQUESTS.await(tries, deadline)) {
        throw new TransientException("BatchGetItem left keys unprocessed");
      }
    }
  }

  /// A record without a version, which somebody has written by hand, is older than any other.
  private static Version version(Map<String, AttributeValue> item) {
    return ItemReading.readable(
            item,
            it ->
                new Version(
                    Attributes.text(it, PAGE),
                    Attributes.number(it, POSITION),
                    Attributes.text(it, HASH)))
        .orElse(OLDEST);
  }

  @Override
  public List<Put> put(Origin origin, List<TypedRecord> records) {
    return Parallel.map(records, record -> put(origin, record));
  }

  private Put put(Origin origin, TypedRecord record) {
    return switch (Calls.put(dynamo, request(origin, record))) {
      case Calls.PutResult.Done done -> new Put.Stored();
      case Calls.PutResult.ConditionFailed(var stored) -> new Put.Outdated(version(stored));
      case Calls.PutResult.Invalid(String message) ->
          new Put.Rejected(
              new Rejection(Reason.ITEM_REFUSED, "DynamoDB refused the item: " + message));
    };
  }

  private PutItemRequest request(Origin origin, TypedRecord record) {
    return PutItemRequest.builder()
        .tableName(table)
        .item(item(origin, record))
        .conditionExpression(
            "attribute_not_exists(id) OR :isOutdated = :no AND ("
                + "NOT attribute_type(#page, :text) OR NOT attribute_type(#position, :number)"
                + " OR NOT attribute_type(#hash, :text)"
                + " OR #page < :page OR (#page = :page AND #position < :position))")
        .expressionAttributeNames(Map.of("#page", PAGE, "#position", POSITION, "#hash", HASH))
        .expressionAttributeValues(
            Map.of(
                ":isOutdated", Attributes.of(origin.isOutdated()),
                ":no", Attributes.of(false),
                ":text", AttributeValue.fromS("S"),
                ":number", AttributeValue.fromS("N"),
                ":page", Attributes.of(origin.page()),
                ":position", Attributes.of(record.position())))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private static Map<String, AttributeValue> item(Origin origin, TypedRecord record) {
    Attributes attributes = new Attributes();
    record.fields().forEach(attributes::with);
    origin.ofRecord().texts().forEach((name, text) -> attributes.with("_" + name, text));
    return attributes
        .with(PARTITION, origin.recipe())
        .with(ID, record.id())
        .with(POSITION, record.position())
        .with(HASH, record.hash())
        .item();
  }

  private static Map<String, AttributeValue> key(String recipe, String id) {
    return Map.of(PARTITION, AttributeValue.fromS(recipe), ID, AttributeValue.fromS(id));
  }

  public Optional<Map<String, Object>> find(String recipe, String id) {
    if (!Keys.canBePartition(recipe) || !Keys.canBeSort(id)) {
      return Optional.empty();
    }
    GetItemResponse response =
        Calls.call("GetItem", () -> dynamo.getItem(r -> r.tableName(table).key(key(recipe, id))));
    return response.hasItem() ? Optional.of(values(response.item())) : Optional.empty();
  }

  /// A recipe's records by id.
  public Slice<Map<String, Object>> slice(
      String recipe, List<Filter> filters, SliceRequest request) {
    return new SliceQuery(
            dynamo,
            table,
            Optional.empty(),
            List.of(PARTITION, ID),
            new Filter.Equal(PARTITION, recipe))
        .filter(filters)
        .slice(request)
        .map(RecordTable::values);
  }

  /// How the table is partitioned is its own affair.
  private static Map<String, Object> values(Map<String, AttributeValue> item) {
    Map<String, Object> values = Attributes.values(item);
    values.remove(PARTITION);
    return values;
  }
}
