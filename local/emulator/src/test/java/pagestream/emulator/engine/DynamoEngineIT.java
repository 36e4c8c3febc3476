package pagestream.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

final class DynamoEngineIT {

  @Test
  void answersTheRequestsOfTheSdk() {
    try (DynamoEngine engine = DynamoEngine.inMemory();
        DynamoDbClient dynamo = client(engine.endpoint())) {
      createTable(dynamo);
      putOnce(dynamo, "a", "red", "first");
      putOnce(dynamo, "b", "red", "second");
      putOnce(dynamo, "c", "blue", "third");

      assertThatExceptionOfType(ConditionalCheckFailedException.class)
          .isThrownBy(() -> putOnce(dynamo, "a", "red", "again"))
          .satisfies(refused -> assertThat(refused.item().get("note").s()).isEqualTo("first"));
      assertThat(notesOf(dynamo, "red")).containsExactly("first", "second");
      assertThat(batchGet(dynamo, "a", "c")).isEqualTo(2);
      assertThat(enableTimeToLive(dynamo)).isEqualTo(TimeToLiveStatus.ENABLED);
    }
  }

  @Test
  void tablesOnDiskSurviveAStop(@TempDir Path directory) throws IOException {
    try (DynamoEngine engine = DynamoEngine.onDisk(directory.resolve("tables"));
        DynamoDbClient dynamo = client(engine.endpoint())) {
      createTable(dynamo);
      putOnce(dynamo, "a", "red", "first");
    }
    try (DynamoEngine engine = DynamoEngine.onDisk(directory.resolve("tables"));
        DynamoDbClient dynamo = client(engine.endpoint())) {
      assertThat(notesOf(dynamo, "red")).containsExactly("first");
    }
    try (Stream<Path> files = Files.list(directory.resolve("tables"))) {
      assertThat(files).isNotEmpty();
    }
  }

  @Test
  void twoEnginesDoNotShareTables() {
    try (DynamoEngine one = DynamoEngine.inMemory();
        DynamoEngine other = DynamoEngine.inMemory();
        DynamoDbClient first = client(one.endpoint());
        DynamoDbClient second = client(other.endpoint())) {
      createTable(first);
      assertThat(second.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void onlyLoopbackAnswers() throws IOException {
    try (DynamoEngine engine = DynamoEngine.inMemory()) {
      Engine.answersOnLoopbackAlone(engine.endpoint());
    }
  }

  @Test
  void anUnusableDirectoryIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatIllegalStateException()
        .isThrownBy(() -> DynamoEngine.onDisk(file))
        .withMessageStartingWith(
            "expected a writable directory for the DynamoDB tables, found " + file);
  }

  @SuppressWarnings("unchecked") // the SDK's varargs of builders
  private static void createTable(DynamoDbClient dynamo) {
    dynamo.createTable(b ->
        b.tableName("items")
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attribute("id"), attribute("color"))
            .keySchema(key("id", "HASH"))
            .globalSecondaryIndexes(index ->
                index
                    .indexName("by-color")
                    .keySchema(key("color", "HASH"), key("id", "RANGE"))
                    .projection(projection -> projection.projectionType(ProjectionType.ALL))));
  }

  private static void putOnce(DynamoDbClient dynamo, String id, String color, String note) {
    dynamo.putItem(b ->
        b.tableName("items")
            .item(Map.of("id", string(id), "color", string(color), "note", string(note)))
            .conditionExpression("attribute_not_exists(id)")
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  private static List<String> notesOf(DynamoDbClient dynamo, String color) {
    QueryResponse answer =
        dynamo.query(b ->
            b.tableName("items")
                .indexName("by-color")
                .keyConditionExpression("color = :color")
                .expressionAttributeValues(Map.of(":color", string(color))));
    return answer.items().stream().map(item -> item.get("note").s()).toList();
  }

  private static int batchGet(DynamoDbClient dynamo, String... ids) {
    List<Map<String, AttributeValue>> keys =
        List.of(ids).stream().map(id -> Map.of("id", string(id))).toList();
    BatchGetItemResponse answer =
        dynamo.batchGetItem(
            b -> b.requestItems(Map.of("items", KeysAndAttributes.builder().keys(keys).build())));
    return answer.responses().get("items").size();
  }

  private static TimeToLiveStatus enableTimeToLive(DynamoDbClient dynamo) {
    dynamo.updateTimeToLive(b ->
        b.tableName("items")
            .timeToLiveSpecification(ttl -> ttl.attributeName("expires").enabled(true)));
    return dynamo
        .describeTimeToLive(b -> b.tableName("items"))
        .timeToLiveDescription()
        .timeToLiveStatus();
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder().attributeName(name).attributeType("S").build();
  }

  private static KeySchemaElement key(String name, String type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeValue string(String value) {
    return AttributeValue.fromS(value);
  }

  private static DynamoDbClient client(URI endpoint) {
    return Engine.client(DynamoDbClient.builder(), endpoint)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
