package pagestream.query;

import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import pagestream.aws.LambdaLog;
import pagestream.aws.RunMetrics;
import pagestream.aws.RunTable;
import pagestream.pipeline.Log;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Looks at the runs that still go on, so that those are known to have settled that nobody asks
/// for, and that somebody is told of those that never do.
record RunCheck(RunTable runs, RunMetrics metrics, InstantSource clock, Log log)
    implements Runnable {
  static RunCheck of(DynamoDbClient dynamo, String runTable, LambdaLog log) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    RunMetrics metrics = RunMetrics.to(log, runTable);
    return new RunCheck(new RunTable(dynamo, runTable, clock, metrics), metrics, clock, log);
  }

  @Override
  public void run() {
    List<String> overdue = runs.overdue();
    overdue.forEach(run ->
        log.about(Map.of("run", run))
            .warn("run %s has not settled, though its time is over".formatted(run)));
    metrics.overdue(overdue, clock.instant());
  }
}
