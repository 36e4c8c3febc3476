package pagestream.templates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pagestream.yaml.YamlMapping;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/// What `resources.yml` declares.
///
/// @param exportedStreams those whose ARNs are exported
/// @param exportedQueues those whose ARNs are exported
record ResourcesFile(
    List<Stack.StreamSpec> streams,
    List<Stack.TableSpec> tables,
    List<Stack.QueueSpec> queues,
    ExportedArns<Stack.StreamSpec> exportedStreams,
    ExportedArns<Stack.QueueSpec> exportedQueues) {
  static final String FILE = "resources.yml";

  static ResourcesFile read(YamlMapping root) {
    YamlMapping template = root.section("resources");
    YamlMapping outputs = template.section("Outputs");
    Map<String, YamlMapping> resources = template.section("Resources").allMappings();
    Map<String, Stack.StreamSpec> streams = new LinkedHashMap<>();
    ofType("AWS::Kinesis::Stream", resources)
        .forEach(entry -> streams.put(entry.getKey(), stream(properties(entry))));
    Map<String, YamlMapping> declaredQueues = new LinkedHashMap<>();
    ofType("AWS::SQS::Queue", resources)
        .forEach(entry -> declaredQueues.put(entry.getKey(), properties(entry)));
    Map<String, Stack.QueueSpec> queues = QueueResources.read(declaredQueues);
    return new ResourcesFile(
        List.copyOf(streams.values()),
        ofType("AWS::DynamoDB::Table", resources).map(entry -> table(properties(entry))).toList(),
        List.copyOf(queues.values()),
        ExportedArns.of("a stream", outputs, streams),
        ExportedArns.of("a queue", outputs, queues));
  }

  private static Stream<Map.Entry<String, YamlMapping>> ofType(
      String type, Map<String, YamlMapping> resources) {
    return resources.entrySet().stream()
        .filter(entry -> entry.getValue().requiredText("Type").filter(type::equals).isPresent());
  }

  private static YamlMapping properties(Map.Entry<String, YamlMapping> resource) {
    return resource.getValue().section("Properties");
  }

  private static Stack.StreamSpec stream(YamlMapping stream) {
    return new Stack.StreamSpec(text(stream, "Name"), stream.wholeNumber("ShardCount").orElse(1));
  }

  private static Stack.TableSpec table(YamlMapping table) {
    List<GlobalSecondaryIndex> indexes =
        table.mappings("GlobalSecondaryIndexes").stream().map(ResourcesFile::index).toList();
    CreateTableRequest request =
        CreateTableRequest.builder()
            .tableName(text(table, "TableName"))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                table.mappings("AttributeDefinitions").stream()
                    .map(ResourcesFile::attribute)
                    .toList())
            .keySchema(keys(table))
            .globalSecondaryIndexes(indexes.isEmpty() ? null : indexes) // an empty list is refused
            .build();
    return new Stack.TableSpec(
        request, table.section("TimeToLiveSpecification").text("AttributeName").orElse(""));
  }

  private static AttributeDefinition attribute(YamlMapping attribute) {
    return AttributeDefinition.builder()
        .attributeName(text(attribute, "AttributeName"))
        .attributeType(text(attribute, "AttributeType"))
        .build();
  }

  private static List<KeySchemaElement> keys(YamlMapping keyed) {
    return keyed.mappings("KeySchema").stream()
        .map(key ->
            KeySchemaElement.builder()
                .attributeName(text(key, "AttributeName"))
                .keyType(text(key, "KeyType"))
                .build())
        .toList();
  }

  private static GlobalSecondaryIndex index(YamlMapping index) {
    YamlMapping projection = index.section("Projection");
    List<String> included = projection.texts("NonKeyAttributes");
    return GlobalSecondaryIndex.builder()
        .indexName(text(index, "IndexName"))
        .keySchema(keys(index))
        .projection(p -> {
          p.projectionType(text(projection, "ProjectionType"));
          if (!included.isEmpty()) {
            p.nonKeyAttributes(included);
          }
        })
        .build();
  }

  /// Empty only after a mistake.
  private static String text(YamlMapping mapping, String key) {
    return mapping.requiredText(key).orElse("");
  }
}
