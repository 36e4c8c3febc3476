package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

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
    if (templates.settings().containsKey("schedule")) {
      expected.add("AWS/Lambda Invocations FunctionName=scraper" + suffix);
    }
    for (Resource function : templates.of(FunctionRules.FUNCTION)) {
      String name = function.text("FunctionName");
      expected.add("AWS/Lambda Errors FunctionName=" + name);
      expected.add("AWS/Lambda Throttles FunctionName=" + name);
    }
    for (String each : List.of("processing", "writing")) {
      expected.add(
          "AWS/Kinesis WriteProvisionedThroughputExceeded StreamName=data-%s-stream%s"
              .formatted(each, suffix));
    }
    for (String each : List.of("processor", "writer")) {
      expected.add("AWS/Lambda IteratorAge FunctionName=" + each + suffix);
      expected.add("AWS/Lambda DestinationDeliveryFailures FunctionName=" + each + suffix);
    }
    var found = new TreeSet<String>();
    templates.of(ALARM).forEach(alarm -> found.addAll(Metrics.ofAlarm(alarm)));
    faults.same("metrics of alarms", expected, found);
  }

  private static void thresholds(Templates templates, Faults faults) {
    Map<String, String> expected =
        Map.of(
            "FailuresAppear", "0",
            "DeadLetters", "0",
            "TasksGivenUp", "0",
            "BatchesLost", "0",
            "FunctionsFail", "0",
            "FunctionsOrStreamsThrottle", "0",
            "StreamsLate", "300000");
    for (Resource alarm : templates.of(ALARM)) {
      if (expected.containsKey(alarm.id())) {
        faults.equal(
            alarm.id() + " ComparisonOperator",
            "GreaterThanThreshold",
            alarm.property("ComparisonOperator"));
        faults.equal(
            alarm.id() + " Threshold", expected.get(alarm.id()), alarm.property("Threshold"));
        faults.equal(
            alarm.id() + " TreatMissingData", "notBreaching", alarm.property("TreatMissingData"));
      }
    }
  }
}
