package pagestream.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Metrics as alarms and dashboards name them, each as text: `AWS/Lambda Errors
/// FunctionName=writer-x`.
final class Metrics {
  /// The metrics in use here, by namespace: a name that AWS does not know stays empty for ever.
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "AWS/Lambda",
              Set.of(
                  "Invocations",
                  "Errors",
                  "Throttles",
                  "Duration",
                  "IteratorAge",
                  "DestinationDeliveryFailures"),
          "AWS/Kinesis", Set.of("IncomingRecords", "WriteProvisionedThroughputExceeded"),
          "AWS/DynamoDB", Set.of("ConsumedWriteCapacityUnits"),
          "AWS/SQS", Set.of("ApproximateNumberOfMessagesVisible", "NumberOfMessagesReceived"),
          "Pagestream",
              Set.of("Found", "Stored", "Unchanged", "Failed", "Milliseconds", "Unsettled"),
          "AWS/ApiGateway", Set.of("Count", "Latency", "4XXError", "5XXError"));

  /// An id begins with a small letter, and a function of CloudWatch with a capital one.
  private static final Pattern ID = Pattern.compile("\\b[a-z]\\w*");

  private Metrics() {}

  /// All that the templates could be asked for.
  static Set<String> declared(Templates templates) {
    var all = new TreeSet<String>();
    add(all, templates, "AWS/Lambda", "AWS::Lambda::Function", "FunctionName", "FunctionName", "");
    add(all, templates, "AWS/Kinesis", "AWS::Kinesis::Stream", "Name", "StreamName", "");
    add(all, templates, "AWS/DynamoDB", "AWS::DynamoDB::Table", "TableName", "TableName", "");
    add(all, templates, "AWS/SQS", "AWS::SQS::Queue", "QueueName", "QueueName", "");
    add(all, templates, "Pagestream", "AWS::DynamoDB::Table", "TableName", "RunTable", "");
    add(
        all,
        templates,
        "AWS/ApiGateway",
        "AWS::ApiGateway::RestApi",
        "Name",
        "ApiName",
        " Stage=prod");
    return all;
  }

  private static void add(
      Set<String> all,
      Templates templates,
      String namespace,
      String type,
      String property,
      String dimension,
      String more) {
    for (Resource resource : templates.of(type)) {
      for (String metric : KNOWN.get(namespace)) {
        all.add(
            "%s %s %s=%s%s".formatted(namespace, metric, dimension, resource.text(property), more));
      }
    }
  }

  /// An alarm's one metric, or those that its expression is over.
  static Set<String> ofAlarm(Resource alarm) {
    if (!alarm.property("Metrics").isArray()) {
      return Set.of(text(alarm.body().path("Properties")));
    }
    return Expression.list(alarm.property("Metrics"))
        .map(metric -> metric.at("/MetricStat/Metric"))
        .filter(metric -> !metric.isMissingNode())
        .map(Metrics::text)
        .collect(Collectors.toSet());
  }

  /// The ids of the metrics that an alarm's expression is over.
  static Set<String> ids(Resource alarm) {
    return Expression.list(alarm.property("Metrics"))
        .filter(metric -> metric.has("MetricStat"))
        .map(metric -> metric.path("Id").asText())
        .collect(Collectors.toSet());
  }

  /// The ids that its expressions name; `METRICS()` names all.
  static Set<String> used(Resource alarm) {
    String expressions =
        Expression.list(alarm.property("Metrics"))
            .map(metric -> metric.path("Expression").asText())
            .collect(Collectors.joining(" "));
    Set<String> used =
        ID.matcher(expressions).results().map(MatchResult::group).collect(Collectors.toSet());
    if (expressions.contains("METRICS()")) {
      used.addAll(ids(alarm));
    }
    return used;
  }

  /// The ids of what the alarm looks at: CloudWatch takes one alone.
  static List<String> alarming(Resource alarm) {
    return Expression.list(alarm.property("Metrics"))
        .filter(metric -> metric.path("ReturnData").asBoolean(true))
        .map(metric -> metric.path("Id").asText())
        .toList();
  }

  static String text(JsonNode metric) {
    return metric.path("Namespace").asText()
        + " "
        + metric.path("MetricName").asText()
        + Expression.list(metric.path("Dimensions"))
            .map(each -> " " + each.path("Name").asText() + "=" + each.path("Value").asText())
            .collect(Collectors.joining());
  }

  /// A widget's: namespace and name, then a name and a value for each dimension.
  static List<String> ofWidget(JsonNode widget) {
    return Expression.list(widget.at("/properties/metrics")).map(Metrics::ofRow).toList();
  }

  private static String ofRow(JsonNode row) {
    List<String> cells =
        Expression.list(row).filter(JsonNode::isTextual).map(JsonNode::asText).toList();
    var metric = new StringBuilder(cells.get(0) + " " + cells.get(1));
    for (int i = 2; i + 1 < cells.size(); i += 2) {
      metric.append(" ").append(cells.get(i)).append("=").append(cells.get(i + 1));
    }
    return metric.toString();
  }
}
