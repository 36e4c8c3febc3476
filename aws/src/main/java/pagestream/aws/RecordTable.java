package pagestream.aws;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pagestream.pipeline.Origin;
import pagestream.pipeline.PassingFaultException;
import pagestream.pipeline.Records;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// The records' table: an item a record, its fields as attributes beside `id`, and what the
/// pipeline knows of it under names that begin with an underscore. The index `byRecipe` lists a
/// recipe's records by `id`.
///
/// Every write is a conditional PutItem: BatchWriteItem takes no conditions, and without one an
/// older run that is written late would overwrite a newer one.
public final class RecordTable implements Records {
  static final String RECIPE = "_recipe";
  static final String RUN = "_run";
  static final String POSITION = "_position";
  static final String HASH = "_hash";
  static final String URL = "_url";
  static final String SCRAPED_AT = "_scrapedAt";

  private static final int MAX_KEYS = 100;
  private static final Duration READ_TIME = Duration.ofSeconds(10);

  private final DynamoDbClient dynamo;
  private final String table;
  private final RunTable runs;

  public RecordTable(DynamoDbClient dynamo, String table, RunTable runs) {
    this.dynamo = dynamo;
    this.table = table;
    this.runs = runs;
  }

  @Override
  public Map<String, Version> versions(Collection<String> ids) {
    Map<String, Version> versions = new HashMap<>();
    List<String> distinct = ids.stream().distinct().toList();
    for (int from = 0; from < distinct.size(); from += MAX_KEYS) {
      read(distinct.subList(from, Math.min(distinct.size(), from + MAX_KEYS)), versions);
    }
    return versions;
  }

  /// Keys that DynamoDB leaves unprocessed are asked for again.
  private void read(List<String> ids, Map<String, Version> versions) {
    Map<String, KeysAndAttributes> wanted =
        Map.of(
            table,
            KeysAndAttributes.builder()
                .keys(ids.stream().map(id -> Map.of("id", AttributeValue.fromS(id))).toList())
                .projectionExpression("id, #run, #position, #hash")
                .expressionAttributeNames(Map.of("#run", RUN, "#position", POSITION, "#hash", HASH))
                .build());
    Deadline deadline = Deadline.in(READ_TIME);
    for (int tries = 1; ; tries++) {
      Map<String, KeysAndAttributes> asked = wanted;
      BatchGetItemResponse response =
          Calls.passing("BatchGetItem", () -> dynamo.batchGetItem(r -> r.requestItems(asked)));
      response
          .responses()
          .getOrDefault(table, List.of())
          .forEach(item -> versions.put(Attributes.text(item, "id"), version(item)));
      wanted = response.unprocessedKeys();
      if (wanted.isEmpty()) {
        return;
      }
      if (!Backoff.REQUESTS.await(tries, deadline)) {
        throw new PassingFaultException("BatchGetItem left keys unprocessed");
      }
    }
  }

  private static Version version(Map<String, AttributeValue> item) {
    return new Version(
        Attributes.text(item, RUN), Attributes.number(item, POSITION), Attributes.text(item, HASH));
  }

  @Override
  public Set<String> untouchedSince(Origin origin, Collection<String> ids) {
    Set<String> untouched = new HashSet<>(ids);
    untouched.retainAll(runs.untouchedSince(origin));
    return untouched;
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
          new Put.Refused("DynamoDB refused the item: " + message);
    };
  }

  private PutItemRequest request(Origin origin, TypedRecord record) {
    return PutItemRequest.builder()
        .tableName(table)
        .item(item(origin, record))
        .conditionExpression(
            "attribute_not_exists(id) OR #run < :run OR (#run = :run AND #position < :position)")
        .expressionAttributeNames(Map.of("#run", RUN, "#position", POSITION))
        .expressionAttributeValues(
            Map.of(
                ":run", Attributes.of(origin.run()),
                ":position", Attributes.of(record.position())))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private static Map<String, AttributeValue> item(Origin origin, TypedRecord record) {
    Attributes attributes = new Attributes();
    record.fields().forEach(attributes::with);
    return attributes
        .with("id", record.id())
        .with(RECIPE, origin.recipe())
        .with(RUN, origin.run())
        .with(POSITION, record.position())
        .with(HASH, record.hash())
        .with(URL, origin.url())
        .with(SCRAPED_AT, origin.scrapedAt().toString())
        .item();
  }

  public Optional<Map<String, Object>> find(String id) {
    if (!Keys.canBePartition(id)) {
      return Optional.empty();
    }
    return Optional.of(
            Calls.passing(
                "GetItem",
                () ->
                    dynamo.getItem(
                        r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS(id))))))
        .filter(response -> response.hasItem())
        .map(response -> Attributes.values(response.item()));
  }

  /// A recipe's records by key, a page at a time.
  public Page<Map<String, Object>> page(String recipe, List<Filter> filters, PageRequest request) {
    return new IndexQuery(
            dynamo, table, "byRecipe", List.of(RECIPE, "id"), new Filter.Equal(RECIPE, recipe))
        .filter(filters)
        .page(request)
        .map(Attributes::values);
  }
}
