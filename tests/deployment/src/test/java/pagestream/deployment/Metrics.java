package pagestream.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
          "AWS/SQS", Set.of("ApproximateNumberOfMessagesVisible"),
          "AWS/ApiGateway", Set.of("Count", "Latency", "4XXError", "5XXError"));

  private Metrics() {}

  /// All that the templates could be asked for.
  static Set<String> declared(Templates templates) {
    var all = new TreeSet<String>();
    add(all, templates, "AWS/Lambda", "AWS::Lambda::Function", "FunctionName", "FunctionName", "");
    add(all, templates, "AWS/Kinesis", "AWS::Kinesis::Stream", "Name", "StreamName", "");
    add(all, templates, "AWS/DynamoDB", "AWS::DynamoDB::Table", "TableName", "TableName", "");
    add(all, templates, "AWS/SQS", "AWS::SQS::Queue", "QueueName", "QueueName", "");
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

  private static String text(JsonNode metric) {
    return metric.path("Namespace").asText()
        + " "
        + metric.path("MetricName").asText()
        + Expression.list(metric.path("Dimensions"))
            .map(each -> " " + each.path("Name").asText() + "=" + each.path("Value").asText())
            .collect(Collectors.joining());
  }

  /// A widget's: `.` repeats what stands above it, `...` as much as is needed to the left.
  static List<String> ofWidget(JsonNode widget) {
    var all = new ArrayList<String>();
    List<String> above = List.of();
    for (JsonNode row : widget.at("/properties/metrics")) {
      above = row(row, above);
      String dimensions = "";
      for (int i = 2; i + 1 < above.size(); i += 2) {
        dimensions += " " + above.get(i) + "=" + above.get(i + 1);
      }
      all.add(above.get(0) + " " + above.get(1) + dimensions);
    }
    return all;
  }

  private static List<String> row(JsonNode row, List<String> above) {
    var cells = new ArrayList<String>();
    List<JsonNode> texts = Expression.list(row).filter(JsonNode::isTextual).toList();
    for (JsonNode cell : texts) {
      switch (cell.asText()) {
        case "..." -> cells.addAll(above.subList(0, above.size() - texts.size() + 1));
        case "." -> cells.add(above.get(cells.size()));
        default -> cells.add(cell.asText());
      }
    }
    return cells;
  }
}
