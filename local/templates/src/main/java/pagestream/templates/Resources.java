package pagestream.templates;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/// What `resources.yml` declares.
record Resources(Yaml file) {

  List<Stack.StreamSpec> streams() {
    return ofType("AWS::Kinesis::Stream")
        .map(stream ->
            new Stack.StreamSpec(stream.at("Name").text(), stream.at("ShardCount").number(1)))
        .toList();
  }

  List<Stack.TableSpec> tables() {
    return ofType("AWS::DynamoDB::Table").map(Resources::table).toList();
  }

  /// The physical name of the stream whose ARN is exported under this name.
  String streamExportedAs(String export) {
    Yaml outputs = file.at("resources", "Outputs");
    Yaml output =
        outputs.entries().values().stream()
            .filter(candidate -> exportName(candidate).filter(export::equals).isPresent())
            .findAny()
            .orElseThrow(() ->
                new StackException(
                    "%s: expected an output exported as %s, found %s"
                        .formatted(outputs.path(), export, exportNames(outputs))));
    String resource = output.at("Value", "Fn::GetAtt").list().getFirst().text();
    return file.at("resources", "Resources", resource, "Properties", "Name").text();
  }

  private static List<String> exportNames(Yaml outputs) {
    return outputs.entries().values().stream()
        .flatMap(output -> exportName(output).stream())
        .toList();
  }

  private static Optional<String> exportName(Yaml output) {
    return output.at("Export", "Name").optional();
  }

  private Stream<Yaml> ofType(String type) {
    return file.at("resources", "Resources").entries().values().stream()
        .filter(resource -> resource.at("Type").text().equals(type))
        .map(resource -> resource.at("Properties"));
  }

  private static Stack.TableSpec table(Yaml table) {
    List<GlobalSecondaryIndex> indexes =
        table.items("GlobalSecondaryIndexes").map(Resources::index).toList();
    CreateTableRequest request =
        CreateTableRequest.builder()
            .tableName(table.at("TableName").text())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                table.items("AttributeDefinitions").map(Resources::attribute).toList())
            .keySchema(keys(table))
            .globalSecondaryIndexes(indexes.isEmpty() ? null : indexes) // an empty list is refused
            .build();
    return new Stack.TableSpec(
        request, table.at("TimeToLiveSpecification", "AttributeName").optional().orElse(""));
  }

  private static AttributeDefinition attribute(Yaml attribute) {
    return AttributeDefinition.builder()
        .attributeName(attribute.at("AttributeName").text())
        .attributeType(attribute.at("AttributeType").text())
        .build();
  }

  private static List<KeySchemaElement> keys(Yaml keyed) {
    return keyed
        .items("KeySchema")
        .map(key ->
            KeySchemaElement.builder()
                .attributeName(key.at("AttributeName").text())
                .keyType(key.at("KeyType").text())
                .build())
        .toList();
  }

  private static GlobalSecondaryIndex index(Yaml index) {
    Yaml projection = index.at("Projection");
    List<String> included = projection.items("NonKeyAttributes").map(Yaml::text).toList();
    return GlobalSecondaryIndex.builder()
        .indexName(index.at("IndexName").text())
        .keySchema(keys(index))
        .projection(p -> {
          p.projectionType(projection.at("ProjectionType").text());
          if (!included.isEmpty()) {
            p.nonKeyAttributes(included);
          }
        })
        .build();
  }
}
