package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pagestream.problem.Problem;

/// What API Gateway answers by itself: problems, as every other error (RFC 9457).
final class AnswerRules {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PROBLEMS = "answers are problems, and other sites may read them";
  private static final String WORDS = "an unknown route is answered as on one machine";
  private static final String RESPONSE = "AWS::ApiGateway::GatewayResponse";

  /// The status of each case that is answered.
  private static final Map<String, String> CASES =
      Map.of(
          "INVALID_API_KEY", "403",
          "MISSING_AUTHENTICATION_TOKEN", "404",
          "THROTTLED", "429",
          "QUOTA_EXCEEDED", "429",
          "REQUEST_TOO_LARGE", "413",
          "INTEGRATION_TIMEOUT", "504",
          "DEFAULT_4XX", "400",
          "DEFAULT_5XX", "502");

  static final List<Rule> ALL =
      List.of(
          rule(
              "each case has an answer of our own",
              AnswerRules::cases,
              mutation(
                  "one without",
                  t -> t.properties("OutOfTime").put("ResponseType", "INTEGRATION_FAILURE")),
              mutation("another status", t -> t.properties("OutOfTime").put("StatusCode", "500"))
                  .alsoBreaking(PROBLEMS)),
          rule(
              PROBLEMS,
              AnswerRules::problems,
              mutation(
                  "another media type",
                  t -> headers(t).put("gatewayresponse.header.Content-Type", "'text/html'")),
              mutation(
                  "for this site alone",
                  t -> headers(t).remove("gatewayresponse.header.Access-Control-Allow-Origin")),
              mutation("no JSON", t -> answer(t, "{\"title\":Not Found}")).alsoBreaking(WORDS),
              mutation("no detail", t -> answer(t, "{\"title\":\"Not Found\",\"status\":404}"))
                  .alsoBreaking(WORDS),
              mutation(
                      "a status that is not the answer's",
                      t -> answer(t, "{\"title\":\"\",\"status\":403,\"detail\":\"\"}"))
                  .alsoBreaking(WORDS)),
          rule(
              WORDS,
              AnswerRules::words,
              mutation(
                  "others", t -> answer(t, "{\"title\":\"\",\"status\":404,\"detail\":\"lost\"}"))),
          rule(
              "answers stand before the API is deployed",
              AnswerRules::order,
              mutation(
                  "one that may come too late",
                  t -> t.body("ApiGatewayMethodHealthGet").withArray("DependsOn").remove(1)),
              mutation(
                  "no method waits",
                  t -> t.body("ApiGatewayMethodHealthGet").remove("DependsOn"))));

  private AnswerRules() {}

  private static void cases(Templates templates, Faults faults) {
    var found = new HashSet<String>();
    for (Resource response : templates.of(RESPONSE)) {
      String name = response.text("ResponseType");
      found.add(name);
      faults.equal(
          response.id() + " StatusCode",
          CASES.getOrDefault(name, "none"),
          response.property("StatusCode"));
    }
    faults.same("ResponseType", CASES.keySet(), found);
  }

  private static void problems(Templates templates, Faults faults) {
    for (Resource response : templates.of(RESPONSE)) {
      JsonNode headers = response.property("ResponseParameters");
      faults.equal(
          response.id() + " Content-Type",
          "'application/problem+json'",
          headers.path("gatewayresponse.header.Content-Type"));
      faults.equal(
          response.id() + " Access-Control-Allow-Origin",
          "'*'",
          headers.path("gatewayresponse.header.Access-Control-Allow-Origin"));
      problem(response, faults);
    }
  }

  private static void problem(Resource response, Faults faults) {
    String body = response.property("ResponseTemplates").path("application/json").asText();
    try {
      // What API Gateway puts there has its own quotation marks.
      JsonNode problem =
          MAPPER.readTree(body.replace("$context.error.messageString", "\"message\""));
      faults.expect(
          problem.path("title").isTextual() && problem.path("detail").isTextual(),
          response.id(),
          "a title and a detail",
          body);
      JsonNode status = response.property("StatusCode");
      faults.equal(
          response.id() + " status",
          status.isMissingNode() ? "none" : status.asText(),
          problem.path("status"));
    } catch (JsonProcessingException e) {
      faults.expect(false, response.id(), "JSON", body);
    }
  }

  private static void words(Templates templates, Faults faults) {
    for (Resource response : templates.of(RESPONSE)) {
      if (response.text("ResponseType").equals("MISSING_AUTHENTICATION_TOKEN")) {
        String body = response.property("ResponseTemplates").path("application/json").asText();
        faults.expect(
            body.contains("\"" + Problem.NO_SUCH_ROUTE + "\""),
            response.id(),
            Problem.NO_SUCH_ROUTE,
            body);
      }
    }
  }

  /// A deployment waits for methods, and one of these for the answers.
  private static void order(Templates templates, Faults faults) {
    Set<String> awaited = new HashSet<>();
    for (Resource deployment : templates.of("AWS::ApiGateway::Deployment")) {
      List<String> methods = dependsOn(deployment);
      templates
          .all()
          .filter(each -> methods.contains(each.id()))
          .forEach(each -> awaited.addAll(dependsOn(each)));
    }
    for (Resource response : templates.of(RESPONSE)) {
      faults.expect(
          awaited.contains(response.id()),
          response.id(),
          "a method of the API's deployment that depends on it",
          "none");
    }
  }

  private static List<String> dependsOn(Resource resource) {
    return Expression.texts(resource.body().path("DependsOn"));
  }

  private static ObjectNode headers(Templates templates) {
    return templates.at("NoSuchRoute", "/ResponseParameters");
  }

  private static void answer(Templates templates, String body) {
    templates.at("NoSuchRoute", "/ResponseTemplates").put("application/json", body);
  }
}
