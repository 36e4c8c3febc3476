package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What alarms compute of several metrics.
final class MetricMathRules {
  static final String UNREAD =
      "a stream or queue is unread if it has something, and nothing is read";

  static final List<Rule> ALL =
      List.of(
          rule(
              UNREAD,
              MetricMathRules::unread,
              mutation(
                  "of another stream",
                  t -> {
                    ObjectNode one = dimension(t, 1);
                    ObjectNode other = dimension(t, 2);
                    JsonNode stream = one.path("Value");
                    one.set("Value", other.path("Value"));
                    other.set("Value", stream);
                  }),
              mutation(
                      "by how long a message has waited",
                      t ->
                          t.at("QueuesUnread", "/Metrics/1/MetricStat/Metric")
                              .put("MetricName", "ApproximateAgeOfOldestMessage"))
                  .alsoBreaking(AlarmRules.WATCHED),
              mutation(
                  "by a message that has just come",
                  t -> t.at("QueuesUnread", "/Metrics/1/MetricStat").put("Stat", "Sum")),
              mutation(
                  "in a moment",
                  t -> t.at("StreamsUnread", "/Metrics/2/MetricStat").put("Period", 60)),
              mutation(
                  "whatever is received",
                  t ->
                      t.at("QueuesUnread", "/Metrics/0")
                          .put("Expression", "FILL(m0, 0) + m1 + m2 + m3 + m4 + m5"))),
          rule(
              "an alarm's expression is made of its own metrics, and of all of them",
              MetricMathRules::expressions,
              mutation(
                  "of one that is not there",
                  t -> t.at("BatchesLost", "/Metrics/0").put("Expression", "SUM(METRICS()) + m9")),
              mutation(
                  "without one that is there",
                  t -> t.at("FunctionsFail", "/Metrics/0").put("Expression", "m0 + m1")),
              mutation(
                  "beside another one that alarms too",
                  t -> t.at("StreamsLate", "/Metrics/1").remove("ReturnData"))));

  private MetricMathRules() {}

  private static ObjectNode dimension(Templates templates, int metric) {
    return templates.at(
        "StreamsUnread", "/Metrics/%d/MetricStat/Metric/Dimensions/0".formatted(metric));
  }

  private static void unread(Templates templates, Faults faults) {
    String suffix = "-" + templates.suffix();
    faults.same(
        "StreamsUnread",
        unread(
            Stream.of("processing", "writing")
                .map(each -> "Sum AWS/Kinesis IncomingRecords StreamName=data-" + each + "-stream"),
            Stream.of("processor", "writer")
                .map(each -> "Sum AWS/Lambda Invocations FunctionName=" + each),
            suffix),
        said(templates, "StreamsUnread"));
    faults.same(
        "QueuesUnread",
        unread(
            AlarmRules.POLLED.stream()
                .map(
                    each -> "Minimum AWS/SQS ApproximateNumberOfMessagesVisible QueueName=" + each),
            AlarmRules.POLLED.stream()
                .map(each -> "Sum AWS/SQS NumberOfMessagesReceived QueueName=" + each),
            suffix),
        said(templates, "QueuesUnread"));
  }

  /// What an alarm must say.
  ///
  /// @param waiting the metrics of what there is to be read
  /// @param read those of what is read, in the same order
  private static List<String> unread(Stream<String> waiting, Stream<String> read, String suffix) {
    List<String> metrics = Stream.concat(waiting, read).map(each -> each + suffix).toList();
    int pairs = metrics.size() / 2;
    List<String> said = new ArrayList<>();
    said.add(
        String.join(
            " + ",
            IntStream.range(0, pairs)
                .mapToObj(
                    i -> "IF(FILL(m%d, 0) > 0 AND FILL(m%d, 0) < 1, 1, 0)".formatted(i, i + pairs))
                .toList()));
    IntStream.range(0, metrics.size())
        .forEach(i -> said.add("m%d in 900 s: %s".formatted(i, metrics.get(i))));
    return said;
  }

  private static List<String> said(Templates templates, String id) {
    return templates.of(AlarmRules.ALARM).stream()
        .filter(alarm -> alarm.id().equals(id))
        .flatMap(alarm -> Expression.list(alarm.property("Metrics")))
        .map(MetricMathRules::said)
        .toList();
  }

  private static String said(JsonNode metric) {
    JsonNode stat = metric.path("MetricStat");
    return stat.isMissingNode()
        ? metric.path("Expression").asText()
        : "%s in %s s: %s %s"
            .formatted(
                metric.path("Id").asText(),
                stat.path("Period").asText(),
                stat.path("Stat").asText(),
                Metrics.text(stat.path("Metric")));
  }

  private static void expressions(Templates templates, Faults faults) {
    for (Resource alarm : templates.of(AlarmRules.ALARM)) {
      if (alarm.property("Metrics").isArray()) {
        List<String> alarming = Metrics.alarming(alarm);
        faults.expect(alarming.size() == 1, alarm.id(), "one value that alarms", alarming);
        faults.same(alarm.id() + " Expression", Metrics.ids(alarm), Metrics.used(alarm));
      }
    }
  }
}
