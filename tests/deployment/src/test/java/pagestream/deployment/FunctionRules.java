package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// How functions run, and what they write to their logs.
final class FunctionRules {
  static final String FUNCTION = "AWS::Lambda::Function";

  private static final String LOG_GROUP = "AWS::Logs::LogGroup";

  static final List<Rule> ALL =
      List.of(
          rule(
              "each function is named after its module and has a log group",
              FunctionRules::functions,
              mutation(
                      "another's name",
                      t ->
                          t.properties("DeadDashlettersLambdaFunction")
                              .put("FunctionName", "other-" + t.suffix()))
                  .alsoBreaking(
                      "each function has an archive of its own",
                      "each function has a role of its own",
                      "there is an alarm for whatever goes wrong",
                      "the dashboard draws what stands in the templates"),
              mutation(
                  "another's log group",
                  t ->
                      t.properties("DeadDashlettersLogGroup")
                          .put("LogGroupName", "/aws/lambda/other-" + t.suffix()))),
          rule(
              "logs are kept for a while",
              FunctionRules::retention,
              mutation(
                  "for ever",
                  t -> t.properties("DeadDashlettersLogGroup").remove("RetentionInDays"))),
          rule(
              "functions log JSON",
              (t, faults) -> equal(t, "/LoggingConfig/LogFormat", "JSON", faults),
              mutation(
                  "text",
                  t ->
                      t.at("DeadDashlettersLambdaFunction", "/LoggingConfig")
                          .put("LogFormat", "Text"))),
          rule(
              "functions are traced",
              (t, faults) -> equal(t, "/TracingConfig/Mode", "Active", faults),
              mutation(
                  "not traced",
                  t -> t.properties("DeadDashlettersLambdaFunction").remove("TracingConfig"))),
          rule(
              "functions run on arm64",
              (t, faults) -> equal(t, "/Architectures", "[\"arm64\"]", faults),
              mutation(
                  "on x86",
                  t -> t.properties("DeadDashlettersLambdaFunction").remove("Architectures"))),
          rule(
              "functions run on the Java that was asked for",
              (t, faults) -> equal(t, "/Runtime", t.setting("runtime", "java25"), faults),
              mutation(
                  "on another",
                  t -> t.properties("DeadDashlettersLambdaFunction").put("Runtime", "java17"))),
          rule(
              "memory and time are within what the code needs",
              FunctionRules::limits,
              mutation(
                  "Lambda's smallest memory",
                  t -> t.properties("DeadDashlettersLambdaFunction").put("MemorySize", 128)),
              mutation(
                  "Lambda's shortest time",
                  t -> t.properties("DeadDashlettersLambdaFunction").remove("Timeout")),
              mutation(
                  "longer than the API waits",
                  t -> t.properties("QueryDashapiLambdaFunction").put("Timeout", 30))),
          rule(
              "a function is updated after those that read what it writes",
              FunctionRules::order,
              mutation("all at once", t -> t.body("ScraperLambdaFunction").remove("DependsOn")),
              mutation(
                  "the writer before who lists its failures",
                  t -> t.body("WriterLambdaFunction").withArray("DependsOn").remove(2)),
              mutation(
                  "the other way round",
                  t -> {
                    t.body("ProcessorLambdaFunction").remove("DependsOn");
                    t.body("WriterLambdaFunction")
                        .putArray("DependsOn")
                        .add("ScraperLambdaFunction");
                  })),
          rule(
              "each function has an archive of its own",
              FunctionRules::archives,
              mutation(
                  "an archive for two",
                  t ->
                      t.at("WriterLambdaFunction", "/Code")
                          .set(
                              "S3Key",
                              t.at("DeadDashlettersLambdaFunction", "/Code").path("S3Key")))));

  private FunctionRules() {}

  private static void order(Templates templates, Faults faults) {
    Set<String> readers = Set.of("QueryDashapiLambdaFunction", "DeadDashlettersLambdaFunction");
    after(templates, "ScraperLambdaFunction", Set.of("ProcessorLambdaFunction"), faults);
    after(templates, "ProcessorLambdaFunction", Set.of("WriterLambdaFunction"), faults);
    after(templates, "WriterLambdaFunction", readers, faults);
  }

  private static void after(
      Templates templates, String function, Set<String> others, Faults faults) {
    faults.same(
        function + " is updated after",
        others,
        StreamSupport.stream(templates.body(function).path("DependsOn").spliterator(), false)
            .map(JsonNode::asText)
            .filter(id -> id.endsWith("LambdaFunction"))
            .toList());
  }

  private static void functions(Templates templates, Faults faults) {
    List<String> names =
        templates.of(FUNCTION).stream().map(each -> each.text("FunctionName")).toList();
    faults.same(
        "functions",
        Archive.functions().stream().map(name -> name + "-" + templates.suffix()).toList(),
        names);
    Set<String> groups =
        templates.of(LOG_GROUP).stream()
            .map(group -> group.text("LogGroupName"))
            .filter(name -> name.startsWith("/aws/lambda/"))
            .collect(Collectors.toSet());
    faults.same("log groups", names.stream().map(name -> "/aws/lambda/" + name).toList(), groups);
  }

  private static void retention(Templates templates, Faults faults) {
    for (Resource group : templates.of(LOG_GROUP)) {
      faults.between(group.id() + " RetentionInDays", 1, 365, group.property("RetentionInDays"));
    }
  }

  private static void equal(Templates templates, String pointer, String expected, Faults faults) {
    for (Resource function : templates.of(FUNCTION)) {
      faults.equal(function.id() + " " + pointer, expected, function.at(pointer));
    }
  }

  /// With less than 1024 MB, and the CPU that comes with it, a JVM's first call may take too long;
  /// API Gateway waits for 29 seconds.
  private static void limits(Templates templates, Faults faults) {
    Set<String> called = ApiRules.functions(templates);
    for (Resource function : templates.of(FUNCTION)) {
      int longest = called.contains(function.id()) ? 29 : 900;
      faults.between(function.id() + " MemorySize", 1024, 1024, function.property("MemorySize"));
      faults.between(function.id() + " Timeout", 20, longest, function.property("Timeout"));
    }
  }

  /// osls puts all archives into one folder, whatever folder they come from.
  private static void archives(Templates templates, Faults faults) {
    for (Resource function : templates.of(FUNCTION)) {
      String archive = function.at("/Code/S3Key").asText().replaceFirst(".*/", "");
      String expected =
          function.text("FunctionName").replaceFirst("-" + templates.suffix() + "$", ".zip");
      faults.expect(archive.equals(expected), function.id() + " S3Key", expected, archive);
    }
  }
}
