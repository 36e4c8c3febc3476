package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// What the dashboard draws.
final class DashboardRules {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static final List<Rule> ALL =
      List.of(
          rule(
              "the dashboard draws what stands in the templates",
              DashboardRules::dashboard,
              mutation("no JSON", t -> body(t, "}", "")),
              mutation("another's function", t -> body(t, "\"writer-", "\"other-writer-")),
              mutation("a metric that AWS has not", t -> body(t, "IteratorAge", "Age")),
              mutation("another region", t -> body(t, t.region(), "eu-north-1"))));

  private DashboardRules() {}

  private static void dashboard(Templates templates, Faults faults) {
    String body = templates.resource("Dashboard").text("DashboardBody");
    Set<String> declared = Metrics.declared(templates);
    try {
      for (JsonNode widget : MAPPER.readTree(body).path("widgets")) {
        String where = "Dashboard, " + widget.at("/properties/title").asText();
        faults.equal(where, templates.region(), widget.at("/properties/region"));
        for (String metric : Metrics.ofWidget(widget)) {
          faults.expect(
              declared.contains(metric), where, "a metric of what stands in the templates", metric);
        }
      }
    } catch (JsonProcessingException e) {
      faults.expect(false, "Dashboard", "JSON", e.getOriginalMessage());
    }
  }

  private static void body(Templates templates, String part, String with) {
    ObjectNode dashboard = templates.properties("Dashboard");
    String body = dashboard.path("DashboardBody").asText();
    dashboard.put("DashboardBody", body.replace(part, with));
  }
}
