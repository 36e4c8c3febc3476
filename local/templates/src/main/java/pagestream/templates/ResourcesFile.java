package pagestream.templates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pagestream.yaml.YamlMapping;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/// What `resources.yml` declares.
///
/// @param exports the physical names of streams by the names their ARNs are exported under
record ResourcesFile(
    List<Stack.StreamSpec> streams, List<Stack.TableSpec> tables, Map<String, String> exports) {
  static final String FILE = "resources.yml";

  static ResourcesFile read(YamlMapping root) {
    YamlMapping template = root.section("resources");
    Map<String, YamlMapping> resources = template.section("Resources").allMappings();
    Map<String, Stack.StreamSpec> streams = new LinkedHashMap<>();
    ofType("AWS::Kinesis::Stream", resources)
        .forEach(entry -> streams.put(entry.getKey(), stream(properties(entry))));
    return new ResourcesFile(
        List.copyOf(streams.values()),
        ofType("AWS::DynamoDB::Table", resources).map(entry -> table(properties(entry))).toList(),
        exports(template.section("Outputs"), streams));
  }

  /// The physical name of the stream whose ARN is exported under this name, or an
  /// [IllegalArgumentException] that says which exports there are.
  String streamExportedAs(String export) {
    return Optional.ofNullable(exports.get(export))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected a stream's ARN that %s exports (%s), found \"%s\""
                    .formatted(FILE, String.join(", ", exports.keySet()), export)));
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

  private static Map<String, String> exports(
      YamlMapping outputs, Map<String, Stack.StreamSpec> streams) {
    Map<String, String> exports = new LinkedHashMap<>();
    for (YamlMapping output : outputs.allMappings().values()) {
      Optional<Stack.StreamSpec> stream =
          output.section("Value").texts("Fn::GetAtt").stream().findFirst().map(streams::get);
      Optional<String> export = output.section("Export").text("Name");
      export.ifPresent(name -> stream.ifPresent(spec -> exports.put(name, spec.name())));
    }
    return exports;
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
