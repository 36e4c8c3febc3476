package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What things are called: each user's end in that user's suffix, and stacks find one another by
/// it.
final class NameRules {
  static final String ENDS_IN_SUFFIX = "what a user sees ends in the suffix";

  /// What has a name of our own, by the property that has it.
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("AWS::Kinesis::Stream", "Name"),
          Map.entry("AWS::DynamoDB::Table", "TableName"),
          Map.entry("AWS::Lambda::Function", "FunctionName"),
          Map.entry("AWS::SQS::Queue", "QueueName"),
          Map.entry("AWS::SNS::Topic", "TopicName"),
          Map.entry("AWS::CloudWatch::Alarm", "AlarmName"),
          Map.entry("AWS::CloudWatch::Dashboard", "DashboardName"),
          Map.entry("AWS::Logs::LogGroup", "LogGroupName"),
          Map.entry("AWS::ApiGateway::RestApi", "Name"),
          Map.entry("AWS::ApiGateway::ApiKey", "Name"),
          Map.entry("AWS::ApiGateway::UsagePlan", "UsagePlanName"),
          Map.entry("AWS::Scheduler::ScheduleGroup", "Name"),
          Map.entry("AWS::IAM::Role", "RoleName"));

  /// The exports of the workshop, and what each tells of.
  private static final Map<String, String> EXPORTS =
      Map.of(
          "KinesisDataProcessing", "RawStream",
          "KinesisDataWriting", "CleanStream",
          "MoviesTable", "MoviesTable",
          "ErrorTable", "ErrorTable",
          "RunTable", "RunTable",
          "HostTable", "HostTable");

  static final List<Rule> ALL =
      List.of(
          rule(
              ENDS_IN_SUFFIX,
              NameRules::names,
              mutation("a table without", t -> t.properties("RunTable").put("TableName", "run"))
                  .alsoBreaking(
                      "variables name what stands in the templates",
                      "the dashboard draws what stands in the templates"),
              mutation(
                  "a queue named by CloudFormation",
                  t -> t.properties("DiscardedQueue").remove("QueueName")),
              mutation(
                  "a role that is one for all regions",
                  t ->
                      t.properties("ScheduleRole")
                          .put("RoleName", "pagestream-schedule-" + t.suffix()))),
          rule(
              "nothing else has a name without the suffix",
              NameRules::otherNames,
              mutation(
                  "a bucket with a fixed name",
                  t -> t.properties("DiscardedBucket").put("BucketName", "discarded"))),
          rule(
              "exports end in the suffix",
              NameRules::exports,
              mutation(
                  "an export without",
                  t -> export(t, "DiscardedBucketName").put("Name", "DiscardedBucketName"))),
          rule(
              "what is imported is exported",
              NameRules::imports,
              mutation(
                  "an import of nothing",
                  t -> t.properties("Dashboard").put("Fn::ImportValue", "None-" + t.suffix())),
              mutation(
                  "an import from another's stack",
                  t -> t.properties("Dashboard").put("Fn::ImportValue", "MoviesTableArn-other"))),
          rule(
              "the workshop's exports are there",
              NameRules::workshop,
              mutation(
                  "one under another name",
                  t -> export(t, "MoviesTableName").put("Name", "MovieTableName-" + t.suffix())),
              mutation(
                  "one of another table",
                  t ->
                      ((ObjectNode) t.resources().at("/Outputs/MoviesTableName/Value"))
                          .put("Ref", "RunTable"))));

  private NameRules() {}

  private static void names(Templates templates, Faults faults) {
    templates
        .all()
        .filter(each -> NAMED.containsKey(each.type()))
        .forEach(each -> {
          String property = NAMED.get(each.type());
          String end = "-" + templates.suffix();
          if (each.type().equals(PermissionRules.ROLE)) {
            end += "-" + templates.region();
          } else if (each.id().equals("ApiGatewayLogGroup")) {
            // Named by osls after the stack and the stage.
            end += "-prod";
          }
          JsonNode name = each.property(property);
          faults.expect(
              name.isTextual() && name.asText().endsWith(end),
              each.id() + " " + property,
              "a name that ends in " + end,
              name.isMissingNode() ? "none" : name);
        });
  }

  private static void otherNames(Templates templates, Faults faults) {
    templates
        .all()
        .filter(each -> !NAMED.containsKey(each.type()))
        // Named within its group, which has the suffix.
        .filter(each -> !each.type().equals(ScheduleRules.SCHEDULE))
        .forEach(each ->
            each.body().path("Properties").properties().stream()
                .filter(property -> property.getKey().endsWith("Name"))
                .filter(property -> !property.getKey().equals("StageName"))
                .filter(property -> property.getValue().isTextual())
                .forEach(property ->
                    faults.expect(
                        property.getValue().asText().contains(templates.suffix()),
                        each.id() + " " + property.getKey(),
                        "no name, or one with the suffix",
                        property.getValue())));
  }

  private static void exports(Templates templates, Faults faults) {
    // osls' own begin with sls and the stack.
    String osls = "sls-pagestream-(resources|functions)-" + templates.suffix() + "-prod-.*";
    for (String name : exported(templates).keySet()) {
      faults.expect(
          name.endsWith("-" + templates.suffix()) || name.matches(osls),
          "export",
          "a name that ends in -" + templates.suffix(),
          name);
    }
  }

  private static void imports(Templates templates, Faults faults) {
    Map<String, JsonNode> exported = exported(templates);
    for (JsonNode name : templates.functions().findValues("Fn::ImportValue")) {
      faults.expect(
          exported.containsKey(name.asText()), "Fn::ImportValue", "an export's name", name);
    }
  }

  private static void workshop(Templates templates, Faults faults) {
    Map<String, JsonNode> exported = exported(templates);
    for (Map.Entry<String, String> each : EXPORTS.entrySet()) {
      String name = each.getKey() + "Name-" + templates.suffix();
      String arn = each.getKey() + "Arn-" + templates.suffix();
      value(name, "{\"Ref\":\"" + each.getValue() + "\"}", exported, faults);
      value(arn, "{\"Fn::GetAtt\":[\"" + each.getValue() + "\",\"Arn\"]}", exported, faults);
    }
  }

  private static void value(
      String name, String expected, Map<String, JsonNode> exported, Faults faults) {
    String value = exported.containsKey(name) ? exported.get(name).toString() : "no such export";
    faults.expect(value.equals(expected), "export " + name, expected, value);
  }

  /// What there can be once in an account and region: physical names and exports.
  static List<String> all(Templates templates) {
    return Stream.concat(
            templates
                .all()
                .filter(each -> NAMED.containsKey(each.type()))
                .map(each -> each.type() + " " + each.text(NAMED.get(each.type()))),
            exported(templates).keySet().stream())
        .toList();
  }

  private static Map<String, JsonNode> exported(Templates templates) {
    var all = new HashMap<String, JsonNode>();
    for (JsonNode template : List.of(templates.resources(), templates.functions())) {
      for (JsonNode output : template.path("Outputs")) {
        all.put(output.at("/Export/Name").asText(), output.path("Value"));
      }
    }
    return all;
  }

  private static ObjectNode export(Templates templates, String output) {
    return (ObjectNode) templates.resources().at("/Outputs/" + output + "/Export");
  }
}
