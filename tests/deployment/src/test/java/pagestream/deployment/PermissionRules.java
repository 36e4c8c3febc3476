package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What the functions' roles may do: `permissions.txt` lists it.
final class PermissionRules {
  static final String ROLE = "AWS::IAM::Role";

  static final String NO_WILDCARD = "nothing is allowed by a wildcard";
  private static final Set<String> WITHOUT_RESOURCES =
      Set.of("xray:PutTraceSegments", "xray:PutTelemetryRecords");

  static final List<Rule> ALL =
      List.of(
          rule(
              "each function has a role of its own",
              PermissionRules::ownRoles,
              mutation(
                  "another function's role",
                  t ->
                      t.properties("WriterLambdaFunction")
                          .set("Role", t.at("ProcessorLambdaFunction", "/Role"))),
              mutation(
                      "a role that CloudFormation names",
                      t ->
                          t.properties("WriterRole").putObject("RoleName").put("Ref", "WriterRole"))
                  .alsoBreaking(NameRules.ENDS_IN_SUFFIX)),
          rule(
              "a role may do just what is listed",
              PermissionRules::listed,
              mutation("a further action", t -> actions(t).add("dynamodb:DeleteItem")),
              mutation("an action fewer", t -> actions(t).remove(0)),
              mutation(
                      "all actions on a table",
                      t -> statement(t, "WriterRole", 1).put("Action", "dynamodb:*"))
                  .alsoBreaking(NO_WILDCARD),
              mutation("all tables", t -> statement(t, "WriterRole", 1).put("Resource", "*"))
                  .alsoBreaking(NO_WILDCARD),
              mutation(
                  "another table",
                  t ->
                      statement(t, "WriterRole", 1)
                          .putObject("Resource")
                          .put("Fn::ImportValue", "ErrorTableArn-" + t.suffix())),
              mutation(
                      "all actions but some",
                      t -> {
                        statement(t, "WriterRole", 1).remove("Action");
                        statement(t, "WriterRole", 1).put("NotAction", "dynamodb:DeleteTable");
                      })
                  .alsoBreaking(NO_WILDCARD),
              mutation(
                  "what it needs, denied",
                  t -> statement(t, "WriterRole", 1).put("Effect", "Deny")),
              mutation(
                  "a policy of AWS's",
                  t ->
                      t.properties("WriterRole")
                          .putArray("ManagedPolicyArns")
                          .add("arn:aws:iam::aws:policy/ReadOnlyAccess")),
              mutation("a policy beside the roles", t -> t.add("Further", "AWS::IAM::Policy"))),
          rule(
              NO_WILDCARD,
              PermissionRules::noWildcard,
              mutation(
                      "all actions on a queue",
                      t ->
                          t.at("DiscardedQueuePolicy", "/PolicyDocument/Statement/0")
                              .put("Action", "sqs:*"))
                  .alsoBreaking(TrustRules.QUEUES),
              mutation(
                  "everybody may publish",
                  t ->
                      t.add("Further", "AWS::SNS::TopicPolicy")
                          .putObject("PolicyDocument")
                          .putArray("Statement")
                          .addObject()
                          .put("Effect", "Allow")
                          .put("Principal", "*")
                          .put("Action", "sns:Publish"))));

  private PermissionRules() {}

  private static void ownRoles(Templates templates, Faults faults) {
    for (Resource function : templates.of(FunctionRules.FUNCTION)) {
      String role = Expression.text(function.property("Role"));
      String expected =
          "pagestream-%s-%s".formatted(function.text("FunctionName"), templates.region());
      faults.same(
          function.id() + " Role",
          List.of(expected),
          templates.of(ROLE).stream()
              .filter(each -> each.id().equals(role))
              .map(each -> each.property("RoleName"))
              .map(name -> name.isTextual() ? name.asText() : "the expression " + name)
              .toList());
    }
  }

  private static void listed(Templates templates, Faults faults) {
    var found = new TreeSet<String>();
    for (Resource role : templates.of(ROLE)) {
      for (JsonNode policy : role.property("Policies")) {
        for (JsonNode statement : policy.at("/PolicyDocument/Statement")) {
          found.addAll(permissions(role, statement, templates.suffix()));
        }
      }
      faults.equal(role.id() + " ManagedPolicyArns", "none", role.property("ManagedPolicyArns"));
    }
    faults.same("permissions", Listing.lines("permissions.txt"), found);
    templates
        .all()
        .filter(each -> each.type().startsWith("AWS::IAM::") && !each.type().equals(ROLE))
        .forEach(
            each -> faults.expect(false, each.id(), "permissions in roles alone", each.type()));
  }

  /// Of one statement, each as a line of the list.
  private static List<String> permissions(Resource role, JsonNode statement, String suffix) {
    var parts = new TreeSet<String>();
    statement.fieldNames().forEachRemaining(parts::add);
    if (!allows(statement) || !parts.equals(Set.of("Effect", "Action", "Resource"))) {
      return List.of(role.id() + " " + statement);
    }
    return Expression.texts(statement.path("Action")).stream()
        .flatMap(action ->
            Expression.texts(statement.path("Resource")).stream()
                .map(resource -> resource.replace("-" + suffix, ""))
                .map(resource -> role.id() + " " + action + " " + resource))
        .toList();
  }

  private static void noWildcard(Templates templates, Faults faults) {
    templates
        .all()
        .forEach(resource ->
            resource.body().findParents("Effect").stream()
                .filter(PermissionRules::allows)
                .forEach(statement -> {
                  full(resource.id(), statement, templates.suffix(), faults);
                }));
  }

  private static void full(String where, JsonNode statement, String suffix, Faults faults) {
    String discarded = "DiscardedBucketArn-" + suffix + "/aws/lambda/*";
    List<String> actions = Expression.texts(statement.path("Action"));
    faults.expect(
        !actions.isEmpty() && actions.stream().noneMatch(each -> each.contains("*")),
        where + " Action",
        "full names",
        statement);
    for (String resource : Expression.texts(statement.path("Resource"))) {
      faults.expect(
          !resource.contains("*")
              || resource.equals(discarded)
              || WITHOUT_RESOURCES.containsAll(actions),
          where + " Resource",
          "a full name for " + actions,
          resource);
    }
    JsonNode principal = statement.path("Principal");
    faults.expect(
        !principal.toString().contains("*"), where + " Principal", "a full name", principal);
  }

  private static boolean allows(JsonNode statement) {
    return statement.path("Effect").asText().equals("Allow");
  }

  private static ArrayNode actions(Templates templates) {
    return statement(templates, "WriterRole", 1).withArray("Action");
  }

  private static ObjectNode statement(Templates templates, String role, int number) {
    return templates.at(role, "/Policies/0/PolicyDocument/Statement/" + number);
  }
}
