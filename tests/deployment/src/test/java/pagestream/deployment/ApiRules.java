package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.aws.Endpoints;
import pagestream.query.QueryApiHandler;
import pagestream.scraper.ScraperHandler;

/// What the API takes, and from whom.
final class ApiRules {
  private static final String HEALTH = "GET /health";
  private static final Set<String> SCRAPING = routes(ScraperHandler.ENDPOINTS);
  private static final Set<String> READING = routes(QueryApiHandler.ENDPOINTS);

  static final List<Rule> ALL =
      List.of(
          rule(
              "there are these routes, and for each path the answer to other sites",
              ApiRules::routes,
              mutation("no OPTIONS", t -> t.remove("ApiGatewayMethodRunsOptions")),
              mutation(
                  "any method",
                  t -> t.properties("ApiGatewayMethodHealthGet").put("HttpMethod", "ANY"))),
          rule(
              "it is regional",
              ApiRules::regional,
              mutation(
                  "edge", t -> t.properties("ApiGatewayRestApi").remove("EndpointConfiguration"))),
          rule(
              "each route calls its function",
              ApiRules::targets,
              mutation(
                  "another",
                  t ->
                      t.at("ApiGatewayMethodRunsGet", "/Integration")
                          .set("Uri", t.at("ApiGatewayMethodScrapmoviesGet", "/Integration/Uri")))),
          rule(
              "the key is needed where it is said, and there alone",
              ApiRules::keys,
              mutation(
                  "to scrape without",
                  t ->
                      t.properties("ApiGatewayMethodScrapmoviesPost").put("ApiKeyRequired", false)),
              mutation(
                  "to read without",
                  t -> t.properties("ApiGatewayMethodRunsGet").put("ApiKeyRequired", false)),
              mutation(
                  "to read with",
                  t -> t.properties("ApiGatewayMethodRunsGet").put("ApiKeyRequired", true)),
              mutation(
                  "to ask whether it is well",
                  t -> t.properties("ApiGatewayMethodHealthGet").put("ApiKeyRequired", true)),
              mutation(
                  "for OPTIONS",
                  t -> t.properties("ApiGatewayMethodRunsOptions").put("ApiKeyRequired", true))),
          rule(
              "what the key is for has a rate and a quota",
              ApiRules::plan,
              mutation("no rate", t -> t.properties("ApiGatewayUsagePlan").remove("Throttle")),
              mutation("no quota", t -> t.properties("ApiGatewayUsagePlan").remove("Quota")),
              mutation(
                  "of another API", t -> t.properties("ApiGatewayUsagePlan").remove("ApiStages")),
              mutation("of no key", t -> t.remove("ApiGatewayUsagePlanKey1"))),
          rule(
              "a deployment says nothing of its stage, which AWS takes of a new stage alone",
              ApiRules::stageDescription,
              mutation(
                  "a throttle",
                  t -> deployment(t).putObject("StageDescription").put("ThrottlingRateLimit", 50))),
          rule(
              "readers take as many calls at once as is said, and nobody else",
              ApiRules::concurrency,
              mutation(
                  "none",
                  t ->
                      t.properties("QueryDashapiLambdaFunction")
                          .put("ReservedConcurrentExecutions", 0)),
              mutation(
                  "another function",
                  t ->
                      t.properties("WriterLambdaFunction").put("ReservedConcurrentExecutions", 5))),
          rule(
              "the API is traced and logs its answers",
              ApiRules::stage,
              mutation("not traced", t -> t.provider("/tracing").put("apiGateway", false)),
              mutation("no logs", t -> t.provider("/logs").remove("restApi")),
              mutation(
                  "logs without status",
                  t -> t.provider("/logs/restApi").put("format", "{\"path\":\"$context.path\"}")),
              mutation("nowhere to log", t -> t.remove("ApiGatewayLogGroup"))),
          rule(
              "no function beside our own changes the account",
              ApiRules::helpers,
              mutation("a helper", t -> t.add("Helper", "Custom::ApiGatewayAccountRole"))));

  private ApiRules() {}

  /// Those that need a key, or may need one.
  private static Set<String> routes(Endpoints<?> endpoints) {
    return endpoints.all().stream()
        .map(Object::toString)
        .filter(route -> !route.equals(HEALTH))
        .collect(Collectors.toSet());
  }

  /// The functions that the API calls, by their logical ids.
  static Set<String> functions(Templates templates) {
    return methods(templates).stream()
        .flatMap(method -> method.at("/Integration/Uri").findValues("Fn::GetAtt").stream())
        .map(attribute -> attribute.path(0).asText())
        .collect(Collectors.toSet());
  }

  private static void routes(Templates templates, Faults faults) {
    var expected = new TreeSet<String>();
    Stream.of(SCRAPING, READING, Set.of(HEALTH))
        .flatMap(Set::stream)
        .forEach(route -> {
          expected.add(route);
          expected.add(route.replaceFirst("[A-Z]+", "OPTIONS"));
        });
    faults.same(
        "routes",
        expected,
        methods(templates).stream().map(method -> route(templates, method)).toList());
  }

  private static void regional(Templates templates, Faults faults) {
    faults.equal(
        "endpoint type",
        "REGIONAL",
        templates.resource("ApiGatewayRestApi").at("/EndpointConfiguration/Types/0"));
  }

  private static void targets(Templates templates, Faults faults) {
    for (Resource method : methods(templates)) {
      if (!method.text("HttpMethod").equals("OPTIONS")) {
        String route = route(templates, method);
        String expected =
            SCRAPING.contains(route) ? "ScraperLambdaFunction" : "QueryDashapiLambdaFunction";
        String found = Expression.text(method.at("/Integration/Uri"));
        faults.expect(found.contains("/" + expected + "/"), route, expected, found);
      }
    }
  }

  private static void keys(Templates templates, Faults faults) {
    var expected = new TreeSet<>(SCRAPING);
    READING.stream().filter(route -> route.startsWith("GET /errors")).forEach(expected::add);
    if (templates.setting("reading_needs_key", "false").equals("true")) {
      expected.addAll(READING);
    }
    faults.same(
        "routes that need the key",
        expected,
        methods(templates).stream()
            .filter(method -> method.property("ApiKeyRequired").asBoolean())
            .map(method -> route(templates, method))
            .toList());
  }

  private static void plan(Templates templates, Faults faults) {
    Resource plan = templates.resource("ApiGatewayUsagePlan");
    faults.between(plan.id() + " RateLimit", 1, 10, plan.at("/Throttle/RateLimit"));
    faults.between(plan.id() + " BurstLimit", 1, 20, plan.at("/Throttle/BurstLimit"));
    faults.between(plan.id() + " Limit", 1, 10_000, plan.at("/Quota/Limit"));
    faults.equal(plan.id() + " Period", "DAY", plan.at("/Quota/Period"));
    faults.equal(plan.id() + " API", "ApiGatewayRestApi", plan.at("/ApiStages/0/ApiId/Ref"));
    faults.same(
        "keys of the usage plan",
        templates.of("AWS::ApiGateway::ApiKey").stream().map(Resource::id).toList(),
        templates.of("AWS::ApiGateway::UsagePlanKey").stream()
            .map(key -> key.at("/KeyId/Ref").asText())
            .toList());
  }

  private static void stageDescription(Templates templates, Faults faults) {
    for (Resource deployment : templates.of("AWS::ApiGateway::Deployment")) {
      faults.equal(
          deployment.id() + " StageDescription", "none", deployment.at("/StageDescription"));
    }
  }

  private static ObjectNode deployment(Templates templates) {
    return templates.properties(templates.of("AWS::ApiGateway::Deployment").getFirst().id());
  }

  private static void concurrency(Templates templates, Faults faults) {
    for (Resource function : templates.of(FunctionRules.FUNCTION)) {
      boolean isReading = function.id().equals("QueryDashapiLambdaFunction");
      faults.equal(
          function.id() + " ReservedConcurrentExecutions",
          isReading ? templates.setting("reading_concurrency", "none") : "none",
          function.property("ReservedConcurrentExecutions"));
    }
  }

  /// osls sets up the stage itself, after CloudFormation.
  private static void stage(Templates templates, Faults faults) {
    JsonNode provider = templates.provider();
    faults.equal("serverless.yml tracing.apiGateway", "true", provider.at("/tracing/apiGateway"));
    String format = provider.at("/logs/restApi/format").asText();
    for (String each : List.of("requestId", "httpMethod", "path", "status", "responseLatency")) {
      faults.expect(
          format.contains("$context." + each + "\""),
          "serverless.yml logs.restApi.format",
          "$context." + each,
          format.isEmpty() ? "none" : format);
    }
    faults.same(
        "log groups of the API",
        List.of("/aws/api-gateway/pagestream-functions-" + templates.suffix() + "-prod"),
        templates.of("AWS::Logs::LogGroup").stream()
            .map(group -> group.text("LogGroupName"))
            .filter(name -> name.startsWith("/aws/api-gateway/"))
            .toList());
  }

  private static void helpers(Templates templates, Faults faults) {
    templates
        .all()
        .filter(each -> each.type().startsWith("Custom::"))
        .forEach(each -> faults.expect(false, each.id(), "no custom resource", each.type()));
  }

  private static List<Resource> methods(Templates templates) {
    return templates.of("AWS::ApiGateway::Method");
  }

  private static String route(Templates templates, Resource method) {
    return method.text("HttpMethod") + " " + path(templates, method.at("/ResourceId/Ref").asText());
  }

  private static String path(Templates templates, String id) {
    Resource resource = templates.resource(id);
    JsonNode parent = resource.property("ParentId").path("Ref");
    String before = parent.isMissingNode() ? "" : path(templates, parent.asText());
    return before + "/" + resource.text("PathPart");
  }
}
