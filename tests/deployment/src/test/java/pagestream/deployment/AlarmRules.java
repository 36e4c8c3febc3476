package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What somebody is told of.
final class AlarmRules {
  static final String WATCHED = "there is an alarm for whatever goes wrong";

  static final String ALARM = "AWS::CloudWatch::Alarm";

  /// The queues that functions poll.
  static final List<String> POLLED = List.of("tasks", "tasks-dead-letters", "discarded-batches");

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
              mutation("a queue that nobody reads is not watched", t -> t.remove("QueuesUnread"))
                  .alsoBreaking(MetricMathRules.UNREAD),
              mutation("a stream that nobody reads is not watched", t -> t.remove("StreamsUnread"))
                  .alsoBreaking(MetricMathRules.UNREAD),
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
              "the alarm of runs that never settle lasts from one look at them to the next",
              AlarmRules::lasts,
              mutation(
                  "until just before it", t -> t.properties("RunsUnsettled").put("Period", 900))),
          rule(
              "alarms notify of the first fault, and of nothing before",
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

  /// Somebody looks every quarter of an hour, and not to the second.
  private static void lasts(Templates templates, Faults faults) {
    for (Resource alarm : templates.of(ALARM)) {
      if (alarm.id().equals("RunsUnsettled")) {
        faults.equal(alarm.id() + " Period", "1800", alarm.property("Period"));
      }
    }
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
    var found = new TreeSet<String>();
    for (Resource alarm : templates.of(ALARM)) {
      Metrics.ofAlarm(alarm).forEach(metric -> found.add(alarm.id() + ": " + metric));
    }
    faults.same("metrics of alarms", expected(templates), found);
  }

  /// Each alarm with each of its metrics.
  private static Set<String> expected(Templates templates) {
    String suffix = "-" + templates.suffix();
    var expected = new TreeSet<String>();
    expected.add(
        "FailuresAppear: AWS/DynamoDB ConsumedWriteCapacityUnits TableName=error" + suffix);
    expected.add(
        "DeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible"
            + " QueueName=discarded-batches-dead-letters"
            + suffix);
    expected.add(
        "TasksGivenUp: AWS/SQS NumberOfMessagesReceived QueueName=tasks-dead-letters" + suffix);
    expected.add("RunsUnsettled: Pagestream Unsettled RunTable=run" + suffix);
    expected.add(
        "ApiFails: AWS/ApiGateway 5XXError ApiName=pagestream%s Stage=prod".formatted(suffix));
    if (templates.settings().containsKey("schedule")) {
      expected.add(ScheduleRules.ALARM + ": AWS/Lambda Invocations FunctionName=scraper" + suffix);
    }
    for (String each : POLLED) {
      String queue = " QueueName=" + each + suffix;
      expected.add("QueuesUnread: AWS/SQS ApproximateNumberOfMessagesVisible" + queue);
      expected.add("QueuesUnread: AWS/SQS NumberOfMessagesReceived" + queue);
    }
    for (Resource function : templates.of(FunctionRules.FUNCTION)) {
      String name = " FunctionName=" + function.text("FunctionName");
      expected.add("FunctionsFail: AWS/Lambda Errors" + name);
      expected.add("FunctionsOrStreamsThrottle: AWS/Lambda Throttles" + name);
    }
    for (String each : List.of("processing", "writing")) {
      String stream = " StreamName=data-%s-stream%s".formatted(each, suffix);
      expected.add(
          "FunctionsOrStreamsThrottle: AWS/Kinesis WriteProvisionedThroughputExceeded" + stream);
      expected.add("StreamsUnread: AWS/Kinesis IncomingRecords" + stream);
    }
    for (String each : List.of("processor", "writer")) {
      String reader = " FunctionName=" + each + suffix;
      expected.add("StreamsUnread: AWS/Lambda Invocations" + reader);
      expected.add("StreamsLate: AWS/Lambda IteratorAge" + reader);
      expected.add("BatchesLost: AWS/Lambda DestinationDeliveryFailures" + reader);
    }
    return expected;
  }

  private static void thresholds(Templates templates, Faults faults) {
    Map<String, String> expected = Map.of("StreamsLate", "300000");
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
