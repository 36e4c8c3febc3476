package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Who may take a role, send to the queue and call a function.
final class TrustRules {
  private static final String OF_THIS_ACCOUNT =
      "{\"StringEquals\":{\"aws:SourceAccount\":{\"Ref\":\"AWS::AccountId\"}}}";

  static final String QUEUES = "the queue takes messages of this account's buckets alone";

  static final List<Rule> ALL =
      List.of(
          rule(
              "a role is for its service alone",
              TrustRules::roles,
              mutation(
                      "a role for everybody",
                      t -> trusted(t, "ScraperRole").putObject("Principal").put("AWS", "*"))
                  .alsoBreaking(PermissionRules.NO_WILDCARD),
              mutation(
                  "a schedule of another account",
                  t -> trusted(t, "ScheduleRole").remove("Condition"))),
          rule(
              QUEUES,
              TrustRules::queues,
              mutation("buckets of other accounts", t -> sender(t).remove("Condition")),
              mutation("anybody's messages", t -> sender(t).put("Principal", "*"))
                  .alsoBreaking(PermissionRules.NO_WILDCARD)),
          rule(
              "functions are called by their API and their clock alone",
              TrustRules::callers,
              mutation(
                  "any API",
                  t -> t.properties("ScraperLambdaPermissionApiGateway").remove("SourceArn")),
              mutation(
                  "everybody",
                  t -> t.properties("ScraperLambdaPermissionApiGateway").put("Principal", "*"))));

  private TrustRules() {}

  private static void roles(Templates templates, Faults faults) {
    for (Resource role : templates.of(PermissionRules.ROLE)) {
      JsonNode statements = role.at("/AssumeRolePolicyDocument/Statement");
      faults.between(role.id() + " statements of trust", 1, 1, count(statements));
      boolean schedule = role.id().equals("ScheduleRole");
      service(
          role.id(),
          statements.path(0),
          schedule ? "scheduler.amazonaws.com" : "lambda.amazonaws.com",
          schedule ? OF_THIS_ACCOUNT : "none",
          faults);
    }
  }

  private static void queues(Templates templates, Faults faults) {
    for (Resource policy : templates.of("AWS::SQS::QueuePolicy")) {
      JsonNode statements = policy.at("/PolicyDocument/Statement");
      faults.between(policy.id() + " statements", 1, 1, count(statements));
      service(policy.id(), statements.path(0), "s3.amazonaws.com", OF_THIS_ACCOUNT, faults);
      faults.equal(policy.id() + " Action", "sqs:SendMessage", statements.at("/0/Action"));
    }
  }

  private static void service(
      String where, JsonNode statement, String service, String condition, Faults faults) {
    faults.equal(
        where + " Principal", "{\"Service\":\"" + service + "\"}", statement.path("Principal"));
    faults.equal(where + " Condition", condition, statement.path("Condition"));
  }

  private static void callers(Templates templates, Faults faults) {
    for (Resource permission : templates.of("AWS::Lambda::Permission")) {
      String source = Expression.text(permission.property("SourceArn"));
      String expected =
          templates.of(ScheduleRules.CHECK).stream().anyMatch(rule -> rule.id().equals(source))
              ? "events.amazonaws.com"
              : "apigateway.amazonaws.com";
      faults.equal(permission.id() + " Principal", expected, permission.property("Principal"));
      faults.expect(
          expected.startsWith("events") || source.endsWith(":ApiGatewayRestApi/*/*"),
          permission.id() + " SourceArn",
          "this API, or a rule of this stack",
          source.isEmpty() ? "none" : source);
    }
  }

  private static JsonNode count(JsonNode array) {
    return IntNode.valueOf(array.size());
  }

  private static ObjectNode trusted(Templates templates, String role) {
    return templates.at(role, "/AssumeRolePolicyDocument/Statement/0");
  }

  private static ObjectNode sender(Templates templates) {
    return templates.at("DiscardedQueuePolicy", "/PolicyDocument/Statement/0");
  }
}
