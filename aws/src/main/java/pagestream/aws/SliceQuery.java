package pagestream.aws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pagestream.pipeline.Filter;
import pagestream.pipeline.TypedRecord;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/// A query of one partition of a table or an index, slice by slice.
final class SliceQuery {
  /// Items read at once where a filter will drop some.
  private static final int FILTERED_READ = 500;

  /// Items read for one slice; a filter that few items pass ends it early, with a cursor. So do
  /// large ones, of which it reads twice as many megabytes as a budget of consistent reads has.
  private static final int MAX_READ = 5_000;

  private static final int MAX_MEGABYTES = 5;

  private final DynamoDbClient dynamo;
  private final String table;
  private final Optional<String> index;
  private final List<String> keyAttributes;
  private final Map<String, String> names = new TreeMap<>();
  private final Map<String, AttributeValue> values = new TreeMap<>();
  private final List<String> filters = new ArrayList<>();
  private final String sortKey;
  private String keyCondition;
  private boolean isAnswerable;

  /// @param index empty for the table itself
  /// @param keyAttributes the partition key and the sort key, then those of an index's table
  SliceQuery(
      DynamoDbClient dynamo,
      String table,
      Optional<String> index,
      List<String> keyAttributes,
      Filter.Equal partition) {
    this.dynamo = dynamo;
    this.table = table;
    this.index = index;
    this.keyAttributes = keyAttributes;
    this.sortKey = keyAttributes.get(1);
    this.keyCondition = condition(partition);
    this.isAnswerable = Keys.canBePartition(partition.value().toString());
  }

  SliceQuery filter(List<Filter> wanted) {
    for (Filter filter : wanted) {
      if (filter.attribute().equals(sortKey)) {
        filterByKey(TypedRecord.idOf(filter.value()));
      } else {
        filters.add(condition(filter));
      }
    }
    return this;
  }

  /// A key is a text, and no filter expression may name it.
  private void filterByKey(String value) {
    keyCondition += " AND " + condition(new Filter.Equal(sortKey, value));
    isAnswerable &= Keys.canBeSort(value);
  }

  private String condition(Filter filter) {
    String value = ":v" + values.size();
    values.put(value, Attributes.of(filter.value()));
    return condition(filter, name(filter.attribute()), value);
  }

  private String condition(Filter filter, String name, String value) {
    return switch (filter) {
      case Filter.Equal equal -> name + " = " + value;
      case Filter.Member member -> {
        values.put(":list", AttributeValue.fromS("L"));
        yield "(%1$s = %2$s OR attribute_type(%1$s, :list) AND contains(%1$s, %2$s))"
            .formatted(name, value);
      }
    };
  }

  /// An attribute of a map is named by the map, a dot and its own name.
  private String name(String attribute) {
    return Arrays.stream(attribute.split("\\."))
        .map(part -> {
          String name = "#n" + names.size();
          names.put(name, part);
          return name;
        })
        .collect(Collectors.joining("."));
  }

  Slice<Map<String, AttributeValue>> slice(SliceRequest request) {
    if (!isAnswerable) {
      return new Slice<>(List.of(), Optional.empty());
    }
    Map<String, AttributeValue> from =
        request.cursor().map(c -> Cursor.key(c, identity(request), keyAttributes)).orElse(Map.of());
    SliceItems<Map<String, AttributeValue>> slice = SliceItems.ofTable(request.limit());
    boolean hadRoom;
    int read = 0;
    ReadBudget budget = ReadBudget.of(MAX_MEGABYTES);
    do {
      QueryResponse response = query(request, from, slice.missing());
      hadRoom = slice.addAll(response.items());
      read += response.scannedCount();
      budget.spend(response.consumedCapacity());

      from = hadRoom ? response.lastEvaluatedKey() : key(slice.items().getLast());
    } while (hadRoom
        && !from.isEmpty()
        && slice.missing() > 0
        && read < MAX_READ
        && budget.isLeft());
    return new Slice<>(
        slice.items(),
        from.isEmpty() ? Optional.empty() : Optional.of(Cursor.of(identity(request), from)));
  }

  private QueryResponse query(SliceRequest request, Map<String, AttributeValue> from, int missing) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(index.orElse(null))
            .keyConditionExpression(keyCondition)
            .filterExpression(filters.isEmpty() ? null : String.join(" AND ", filters))
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .scanIndexForward(request.ascending())
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .exclusiveStartKey(from.isEmpty() ? null : from)
            .limit(filters.isEmpty() ? missing + 1 : FILTERED_READ) // one more tells the last slice
            .build();
    return Calls.call(
        "Query",
        () -> {
          try {
            return dynamo.query(query);
          } catch (DynamoDbException e) {
            // all else in the query is ours: it is the cursor's key that the query does not reach
            throw request.cursor().isPresent() && Calls.isInvalid(e)
                ? InvalidCursorException.unreadable()
                : e;
          }
        });
  }

  private Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>();
    keyAttributes.forEach(name -> key.put(name, item.get(name)));
    return key;
  }

  /// What makes it this query and no other: a cursor of one does not fit another.
  private String identity(SliceRequest request) {
    return table + index + names + values + keyCondition + filters + request.ascending();
  }
}
