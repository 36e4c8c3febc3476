package pagestream.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pagestream.encoding.Json;
import pagestream.pipeline.Run;

/// What became of runs, as lines of the log that CloudWatch makes metrics of ([AWS: embedded metric
/// format](
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html)).
/// Each run is told of once.
public final class RunMetrics {
  /// Told to nobody.
  public static final RunMetrics NONE = new RunMetrics("", line -> {});

  static final String NAMESPACE = "Pagestream";

  /// What tells the metrics of one stack from those of others.
  static final String DIMENSION = "RunTable";

  private static final String MILLISECONDS = "Milliseconds";

  private final String runTable;
  private final Consumer<ObjectNode> log;

  RunMetrics(String runTable, Consumer<ObjectNode> log) {
    this.runTable = runTable;
    this.log = log;
  }

  /// Written to a function's log.
  ///
  /// @param runTable its name
  public static RunMetrics to(LambdaLog log, String runTable) {
    return new RunMetrics(runTable, log::metrics);
  }

  /// A run that nothing can change any more.
  void settled(Run run) {
    Instant at = run.settledAt().orElseThrow();
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("Found", (long) run.counts().found());
    values.put("Stored", (long) run.counts().stored());
    values.put("Unchanged", (long) run.counts().unchanged());
    values.put("Stale", (long) run.counts().stale());
    values.put("Failed", (long) run.counts().failed());
    values.put(MILLISECONDS, Duration.between(run.head().startedAt(), at).toMillis());
    ObjectNode line = line(at, values);
    log.accept(
        line.put("run", run.head().run())
            .put("source", run.head().source())
            .put("recipe", run.head().recipe())
            .put("status", run.status().label()));
  }

  /// Runs that should have settled long since.
  public void overdue(List<String> runs, Instant now) {
    if (!runs.isEmpty()) {
      ObjectNode line = line(now, Map.of("Unsettled", (long) runs.size()));
      line.putPOJO("runs", runs);
      log.accept(line);
    }
  }

  private ObjectNode line(Instant at, Map<String, Long> values) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    ObjectNode aws = line.putObject("_aws").put("Timestamp", at.toEpochMilli());
    ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", NAMESPACE).putArray("Dimensions").addArray().add(DIMENSION);
    ArrayNode metrics = directive.putArray("Metrics");
    line.put(DIMENSION, runTable);
    values.forEach((name, value) -> {
      metrics
          .addObject()
          .put("Name", name)
          .put("Unit", name.equals(MILLISECONDS) ? MILLISECONDS : "Count");
      line.put(name, value);
    });
    return line;
  }
}
