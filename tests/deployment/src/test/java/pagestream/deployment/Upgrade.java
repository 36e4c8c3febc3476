package pagestream.deployment;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the deployment of these templates would do to a stack that was deployed by others.
///
/// @param before as it was deployed
/// @param now as it would be
record Upgrade(JsonNode before, JsonNode now) {
  /// The properties of what has a name of our own by which CloudFormation replaces it ([AWS:
  /// template reference](
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html)).
  private static final Map<String, List<String>> REPLACING =
      Map.ofEntries(
          entry("AWS::Kinesis::Stream", List.of("Name")),
          entry("AWS::DynamoDB::Table", List.of("TableName", "KeySchema", "LocalSecondaryIndexes")),
          entry("AWS::SQS::Queue", List.of("QueueName", "FifoQueue")),
          entry("AWS::SNS::Topic", List.of("TopicName", "FifoTopic")),
          entry("AWS::S3::Bucket", List.of("BucketName")),
          entry("AWS::SSM::Parameter", List.of("Name")),
          entry("AWS::Lambda::Function", List.of("FunctionName", "PackageType")),
          entry("AWS::Lambda::EventSourceMapping", List.of("EventSourceArn", "StartingPosition")),
          entry("AWS::Logs::LogGroup", List.of("LogGroupName")),
          entry("AWS::IAM::Role", List.of("RoleName", "Path")),
          entry("AWS::ApiGateway::RestApi", List.of("ApiKeySourceType")),
          entry("AWS::ApiGateway::ApiKey", List.of("Name", "Value")),
          entry("AWS::Scheduler::ScheduleGroup", List.of("Name")),
          entry("AWS::Scheduler::Schedule", List.of("Name", "GroupName")));

  /// What a setting asks for, and what has no data.
  private static final Set<String> MAY_GO = Set.of("AWS::Scheduler::Schedule");

  List<String> faults() {
    Faults faults = new Faults();
    before
        .path("Resources")
        .properties()
        .forEach(each -> resource(new Resource(each.getKey(), each.getValue()), faults));
    faults.same(
        "exports that others may import",
        exports(before),
        exports(now).stream().filter(exports(before)::contains).toList());
    return faults.found();
  }

  private static Set<String> exports(JsonNode template) {
    return template.path("Outputs").properties().stream()
        .map(output -> Expression.text(output.getValue().at("/Export/Name")))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void resource(Resource old, Faults faults) {
    List<String> replacing = REPLACING.get(old.type());
    if (replacing == null) {
      return;
    }
    JsonNode body = now.path("Resources").path(old.id());
    if (body.isMissingNode() && MAY_GO.contains(old.type())) {
      return;
    }
    Resource today = new Resource(old.id(), body);
    faults.expect(
        today.type().equals(old.type()),
        old.id(),
        "the " + old.type() + " of before",
        today.type());
    for (String property : replacing) {
      faults.expect(
          Objects.equals(old.property(property), today.property(property)),
          old.id() + " " + property,
          "as before: " + old.property(property),
          today.property(property));
    }
    indexes(old, today, faults);
  }

  /// DynamoDB makes or removes one index a deployment, and changes none.
  private static void indexes(Resource old, Resource today, Faults faults) {
    Map<String, JsonNode> before = indexes(old);
    Map<String, JsonNode> now = indexes(today);
    before.forEach((name, index) ->
        faults.expect(
            !now.containsKey(name) || now.get(name).equals(index),
            old.id() + " index " + name,
            "as before, or under another name",
            now.get(name)));
    long changed =
        before.keySet().stream().filter(name -> !now.containsKey(name)).count()
            + now.keySet().stream().filter(name -> !before.containsKey(name)).count();
    faults.expect(changed <= 1, old.id() + " indexes", "one more or one less", changed);
  }

  private static Map<String, JsonNode> indexes(Resource table) {
    return Expression.list(table.property("GlobalSecondaryIndexes"))
        .collect(Collectors.toMap(index -> index.path("IndexName").asText(), index -> index));
  }
}
