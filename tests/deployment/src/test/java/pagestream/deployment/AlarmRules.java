package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What somebody is told of.
final class AlarmRules {
  static final String WATCHED = "there is an alarm for whatever goes wrong";

  private static final String ALARM = "AWS::CloudWatch::Alarm";

  static final List<Rule> ALL =
      List.of(
          rule(
              "alarms tell the topic",
              AlarmRules::told,
              mutation("nobody", t -> t.properties("StreamsLate").remove("AlarmActions")),
              mutation(
                  "nobody, for now",
                  t -> t.properties("StreamsLate").put("ActionsEnabled", false))),
          rule(
              WATCHED,
              AlarmRules::watched,
              mutation(
                  "failures are not watched",
                  t ->
                      t.properties("FailuresAppear")
                          .put("MetricName", "ConsumedReadCapacityUnits")),
              mutation("dead letters are not watched", t -> t.remove("DeadLetters")),
              mutation("tasks given up are not watched", t -> t.remove("TasksGivenUp")),
              mutation(
                  "tasks given up are watched where the function takes them away at once",
                  t ->
                      t.properties("TasksGivenUp")
                          .put("MetricName", "ApproximateNumberOfMessagesVisible")),
              mutation("runs that never settle are not watched", t -> t.remove("RunsUnsettled")),
              mutation("the API's errors are not watched", t -> t.remove("ApiFails")),
              mutation("a queue that nobody reads is not watched", t -> t.remove("QueuesUnread")),
              mutation("a stream that nobody reads is not watched", t -> t.remove("StreamsUnread"))
                  .alsoBreaking("a stream is compared with the function that reads it"),
              mutation("lost batches are not watched", t -> t.remove("BatchesLost")),
              mutation(
                  "a function's errors are not watched",
                  t -> t.properties("FunctionsFail").withArray("Metrics").remove(5)),
              mutation(
                  "a stream's throttles are not watched",
                  t -> t.properties("FunctionsOrStreamsThrottle").withArray("Metrics").remove(7)),
              mutation(
                  "a stream's age is not watched",
                  t -> t.properties("StreamsLate").withArray("Metrics").remove(2)),
              mutation(
                  "another's function is watched",
                  t ->
                      t.at("StreamsLate", "/Metrics/2/MetricStat/Metric/Dimensions/0")
                          .put("Value", "writer-of-another"))),
          rule(
              "a stream is compared with the function that reads it",
              AlarmRules::unread,
              mutation(
                  "with another's",
                  t -> {
                    JsonNode stream = unread(t, 1).path("Value");
                    unread(t, 1).set("Value", unread(t, 2).path("Value"));
                    unread(t, 2).set("Value", stream);
                  })),
          rule(
              "alarms go off at the first fault, and not before",
              AlarmRules::thresholds,
              mutation(
                  "the other way round",
                  t ->
                      t.properties("FunctionsFail").put("ComparisonOperator", "LessThanThreshold")),
              mutation("too late", t -> t.properties("FunctionsFail").put("Threshold", 10)),
              mutation(
                  "where nothing is heard",
                  t -> t.properties("FunctionsFail").put("TreatMissingData", "breaching"))));

  private AlarmRules() {}

  private static ObjectNode unread(Templates templates, int metric) {
    return templates.at(
        "StreamsUnread", "/Metrics/%d/MetricStat/Metric/Dimensions/0".formatted(metric));
  }

  private static void unread(Templates templates, Faults faults) {
    List<String> metrics =
        templates.of(ALARM).stream()
            .filter(alarm -> alarm.id().equals("StreamsUnread"))
            .flatMap(alarm ->
                Expression.list(alarm.property("Metrics"))
                    .map(metric ->
                        metric.at("/Id").asText()
                            + " "
                            + metric.at("/MetricStat/Metric/Dimensions/0/Value").asText()))
            .filter(metric -> metric.startsWith("m"))
            .toList();
    String suffix = "-" + templates.suffix();
    faults.same(
        "StreamsUnread",
        List.of(
            "m0 data-processing-stream" + suffix,
            "m1 data-writing-stream" + suffix,
            "m2 processor" + suffix,
            "m3 writer" + suffix),
        metrics);
  }

  private static void told(Templates templates, Faults faults) {
    for (Resource alarm : templates.of(ALARM)) {
      faults.equal(
          alarm.id() + " AlarmActions",
          "[{\"Fn::ImportValue\":\"AlarmTopicArn-%s\"}]".formatted(templates.suffix()),
          alarm.property("AlarmActions"));
      faults.equal(alarm.id() + " ActionsEnabled", "none", alarm.property("ActionsEnabled"));
    }
    boolean asked = templates.settings().containsKey("alarm_email");
    faults.expect(
        templates.stands(templates.resource("AlarmEmail")) == asked,
        "AlarmEmail",
        asked ? "a subscription" : "none",
        asked ? "none" : "one");
  }

  private static void watched(Templates templates, Faults faults) {
    String suffix = "-" + templates.suffix();
    var expected = new TreeSet<String>();
    expected.add("AWS/DynamoDB ConsumedWriteCapacityUnits TableName=error" + suffix);
    expected.add(
        "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=discarded-batches-dead-letters"
            + suffix);
    expected.add("AWS/SQS NumberOfMessagesReceived QueueName=tasks-dead-letters" + suffix);
    for (String each : List.of("tasks", "tasks-dead-letters", "discarded-batches")) {
      expected.add("AWS/SQS ApproximateAgeOfOldestMessage QueueName=" + each + suffix);
    }
    expected.add("Pagestream Unsettled RunTable=run" + suffix);
    expected.add("AWS/ApiGateway 5XXError ApiName=pagestream%s Stage=prod".formatted(suffix));
    if (templates.settings().containsKey("schedule")) {
      expected.add("AWS/Lambda Invocations FunctionName=scraper" + suffix);
    }
    for (Resource function : templates.of(FunctionRules.FUNCTION)) {
      String name = function.text("FunctionName");
      expected.add("AWS/Lambda Errors FunctionName=" + name);
      expected.add("AWS/Lambda Throttles FunctionName=" + name);
    }
    for (String each : List.of("processing", "writing")) {
      String stream = " StreamName=data-%s-stream%s".formatted(each, suffix);
      expected.add("AWS/Kinesis WriteProvisionedThroughputExceeded" + stream);
      expected.add("AWS/Kinesis IncomingRecords" + stream);
    }
    for (String each : List.of("processor", "writer")) {
      expected.add("AWS/Lambda Invocations FunctionName=" + each + suffix);
      expected.add("AWS/Lambda IteratorAge FunctionName=" + each + suffix);
      expected.add("AWS/Lambda DestinationDeliveryFailures FunctionName=" + each + suffix);
    }
    var found = new TreeSet<String>();
    templates.of(ALARM).forEach(alarm -> found.addAll(Metrics.ofAlarm(alarm)));
    faults.same("metrics of alarms", expected, found);
  }

  private static void thresholds(Templates templates, Faults faults) {
    Map<String, String> expected = Map.of("StreamsLate", "300000", "QueuesUnread", "3600");
    for (Resource alarm : templates.of(ALARM)) {
      if (!alarm.id().equals(ScheduleRules.ALARM)) {
        faults.equal(
            alarm.id() + " ComparisonOperator",
            "GreaterThanThreshold",
            alarm.property("ComparisonOperator"));
        faults.equal(
            alarm.id() + " Threshold",
            expected.getOrDefault(alarm.id(), "0"),
            alarm.property("Threshold"));
        faults.equal(
            alarm.id() + " TreatMissingData", "notBreaching", alarm.property("TreatMissingData"));
      }
    }
  }
}
