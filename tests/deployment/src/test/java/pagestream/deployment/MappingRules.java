package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// How functions are given what stands on streams and in queues.
final class MappingRules {
  static final List<Rule> ALL =
      List.of(
          rule(
              "each mapping reads its stream or queue for its function",
              MappingRules::sources,
              mutation(
                  "another stream",
                  t ->
                      stream(t)
                          .putObject("EventSourceArn")
                          .put("Fn::ImportValue", "KinesisDataProcessingArn-" + t.suffix())),
              mutation("switched off", t -> stream(t).put("Enabled", false))),
          rule(
              "streams are read from their beginning",
              (t, faults) -> equal(t, "/StartingPosition", "TRIM_HORIZON", faults),
              mutation("from now on", t -> stream(t).put("StartingPosition", "LATEST"))),
          rule(
              "a batch that fails is parted",
              (t, faults) -> equal(t, "/BisectBatchOnFunctionError", "true", faults),
              mutation("whole", t -> stream(t).remove("BisectBatchOnFunctionError"))),
          rule(
              "retries and age have bounds",
              MappingRules::bounds,
              mutation("tried for ever", t -> stream(t).put("MaximumRetryAttempts", -1)),
              mutation("no bound to tries", t -> stream(t).remove("MaximumRetryAttempts")),
              mutation("of any age", t -> stream(t).put("MaximumRecordAgeInSeconds", -1)),
              mutation(
                  "as old as the stream keeps",
                  t -> stream(t).put("MaximumRecordAgeInSeconds", 86_400))),
          rule(
              "what a mapping gives up on goes to the bucket",
              MappingRules::discarded,
              mutation("nowhere", t -> stream(t).remove("DestinationConfig")),
              mutation(
                  "to the queue, by number alone",
                  t ->
                      ((ObjectNode) stream(t).at("/DestinationConfig/OnFailure/Destination"))
                          .put("Fn::ImportValue", "DiscardedQueueArn-" + t.suffix()))),
          rule(
              "mappings take failures item by item",
              MappingRules::failuresByItem,
              mutation("a stream's whole batch", t -> stream(t).remove("FunctionResponseTypes")),
              mutation(
                  "a queue's whole batch",
                  t -> mapping(t, "DeadDashletters").remove("FunctionResponseTypes"))),
          rule(
              "a page is fetched by a call of its own, and few at once",
              MappingRules::pages,
              mutation("two pages one after another", t -> tasks(t).put("BatchSize", 2)),
              mutation("ten, as SQS would have it", t -> tasks(t).remove("BatchSize")),
              mutation(
                  "waiting for others", t -> tasks(t).put("MaximumBatchingWindowInSeconds", 1)),
              mutation("all at once", t -> tasks(t).remove("ScalingConfig"))));

  private MappingRules() {}

  private static void sources(Templates templates, Faults faults) {
    faults.same(
        "event source mappings",
        List.of(
            "ProcessorLambdaFunction KinesisDataProcessingArn true",
            "WriterLambdaFunction KinesisDataWritingArn true",
            "ScraperLambdaFunction TaskQueueArn true",
            "DeadDashlettersLambdaFunction DiscardedQueueArn true",
            "DeadDashlettersLambdaFunction TaskDeadLetterQueueArn true"),
        mappings(templates).stream()
            .map(each ->
                "%s %s %s"
                    .formatted(
                        Expression.text(each.property("FunctionName")),
                        Expression.text(each.property("EventSourceArn"))
                            .replace("-" + templates.suffix(), ""),
                        each.text("Enabled")))
            .toList());
  }

  private static void equal(Templates templates, String pointer, String expected, Faults faults) {
    for (Resource mapping : streams(templates)) {
      faults.equal(mapping.id() + " " + pointer, expected, mapping.at(pointer));
    }
  }

  private static void bounds(Templates templates, Faults faults) {
    int kept = 3600 * templates.resource("CleanStream").property("RetentionPeriodHours").asInt(24);
    for (Resource mapping : streams(templates)) {
      faults.between(
          mapping.id() + " MaximumRetryAttempts", 1, 100, mapping.property("MaximumRetryAttempts"));
      faults.between(
          mapping.id() + " MaximumRecordAgeInSeconds",
          60,
          kept - 3600,
          mapping.property("MaximumRecordAgeInSeconds"));
    }
  }

  private static void discarded(Templates templates, Faults faults) {
    for (Resource mapping : streams(templates)) {
      JsonNode destination = mapping.at("/DestinationConfig/OnFailure/Destination");
      faults.equal(
          mapping.id() + " OnFailure",
          "{\"Fn::ImportValue\":\"DiscardedBucketArn-%s\"}".formatted(templates.suffix()),
          destination);
    }
  }

  private static void failuresByItem(Templates templates, Faults faults) {
    for (Resource mapping : mappings(templates)) {
      faults.equal(
          mapping.id() + " FunctionResponseTypes",
          "[\"ReportBatchItemFailures\"]",
          mapping.property("FunctionResponseTypes"));
    }
  }

  private static void pages(Templates templates, Faults faults) {
    Resource mapping = of(templates, "Scraper");
    faults.between(mapping.id() + " BatchSize", 1, 1, mapping.property("BatchSize"));
    faults.equal(
        mapping.id() + " MaximumBatchingWindowInSeconds",
        "none",
        mapping.property("MaximumBatchingWindowInSeconds"));
    faults.between(
        mapping.id() + " MaximumConcurrency",
        2,
        100,
        mapping.at("/ScalingConfig/MaximumConcurrency"));
  }

  private static List<Resource> mappings(Templates templates) {
    return templates.of("AWS::Lambda::EventSourceMapping");
  }

  private static List<Resource> streams(Templates templates) {
    return mappings(templates).stream()
        .filter(each -> !each.id().contains("EventSourceMappingSQS"))
        .toList();
  }

  private static ObjectNode stream(Templates templates) {
    return mapping(templates, "Writer");
  }

  private static ObjectNode tasks(Templates templates) {
    return mapping(templates, "Scraper");
  }

  private static ObjectNode mapping(Templates templates, String function) {
    return templates.properties(of(templates, function).id());
  }

  private static Resource of(Templates templates, String function) {
    return mappings(templates).stream()
        .filter(each -> each.id().startsWith(function))
        .findAny()
        .orElseThrow();
  }
}
