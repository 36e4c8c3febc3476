package pagestream.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Reads parts of the runs' table, however many there are. Strongly consistent: what it finds was
/// written a moment ago, or must not be missed.
record PartQuery(DynamoDbClient dynamo, String table) {

  /// @param condition on the keys, of `:id` and `:part`
  List<Map<String, AttributeValue>> all(String condition, String id, String part) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression(condition)
            .expressionAttributeValues(
                Map.of(":id", AttributeValue.fromS(id), ":part", AttributeValue.fromS(part)))
            .build();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    do {
      QueryRequest.Builder next = request.toBuilder();
      if (!from.isEmpty()) {
        next.exclusiveStartKey(from);
      }
      QueryResponse response = Calls.call("Query", () -> dynamo.query(next.build()));
      items.addAll(response.items());
      from = response.lastEvaluatedKey();
    } while (!from.isEmpty());
    return items;
  }
}
