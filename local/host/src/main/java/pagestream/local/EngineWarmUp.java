package pagestream.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// Lets the embedded DynamoDB Local write some items to a table of its own, and drops it. Its code
/// is slow until it has run for a while, which the first scrape would feel.
final class EngineWarmUp {
  private static final String TABLE = "pagestream-warm-up";
  private static final int PUTS = 400;
  private static final int AT_A_TIME = 4;

  private EngineWarmUp() {}

  /// Returns true, or throws what the engine answered a write with.
  static boolean run(DynamoDbClient dynamo) throws InterruptedException {
    create(dynamo);
    List<Future<?>> puts = new ArrayList<>();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
      for (int i = 0; i < PUTS; i++) {
        Map<String, AttributeValue> key = key(i);
        puts.add(executor.submit(() -> put(dynamo, key)));
      }
    }
    for (Future<?> put : puts) {
      Startup.get(put);
    }
    dynamo.batchGetItem(r -> r.requestItems(Map.of(TABLE, keys())));
    dynamo.deleteTable(r -> r.tableName(TABLE));
    return true;
  }

  private static KeysAndAttributes keys() {
    return KeysAndAttributes.builder().keys(List.of(key(0), key(1))).build();
  }

  @SuppressWarnings("unchecked") // the SDK's varargs of builders
  private static void create(DynamoDbClient dynamo) {
    dynamo.createTable(table ->
        table
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
            .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
  }

  private static Map<String, AttributeValue> key(int i) {
    return Map.of("id", AttributeValue.fromS(Integer.toString(i)));
  }

  private static void put(DynamoDbClient dynamo, Map<String, AttributeValue> item) {
    dynamo.putItem(
        put -> put.tableName(TABLE).item(item).conditionExpression("attribute_not_exists(id)"));
  }
}
