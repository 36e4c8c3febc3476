package pagestream.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/// Reads parts of the runs' table. Strongly consistent: what it finds was written a moment ago, or
/// must not be missed.
record PartQuery(DynamoDbClient dynamo, String table) {

  /// However many there are.
  ///
  /// @param condition on the keys, of `:id` and `:part`
  List<Map<String, AttributeValue>> all(String condition, String id, String part) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    read(condition, id, part, ReadBudget.of(Integer.MAX_VALUE), items::add);
    return items;
  }

  /// Hands on one part after the other while there is a budget for it, and returns whether these
  /// were all. Each answer has up to a megabyte of them.
  boolean read(
      String condition,
      String id,
      String part,
      ReadBudget budget,
      Consumer<Map<String, AttributeValue>> reader) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .keyConditionExpression(condition)
            .expressionAttributeValues(
                Map.of(":id", AttributeValue.fromS(id), ":part", AttributeValue.fromS(part)))
            .build();
    Map<String, AttributeValue> from = Map.of();
    while (budget.isLeft()) {
      QueryRequest.Builder next = request.toBuilder();
      if (!from.isEmpty()) {
        next.exclusiveStartKey(from);
      }
      QueryResponse response = Calls.call("Query", () -> dynamo.query(next.build()));
      budget.spend(response.consumedCapacity());
      response.items().forEach(reader);
      from = response.lastEvaluatedKey();
      if (from.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
