package pagestream.query;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import pagestream.aws.RunMetrics;
import pagestream.aws.RunTable;
import pagestream.pipeline.Log;

/// Looks at the runs that still go on, so that those are known to have settled that nobody asks
/// for, and that somebody is told of those that never do.
record RunCheck(RunTable runs, RunMetrics metrics, InstantSource clock, Log log)
    implements Runnable {
  @Override
  public void run() {
    List<String> overdue = runs.overdue();
    overdue.forEach(run ->
        log.about(Map.of("run", run))
            .warn("run %s has not settled, though its time is over".formatted(run)));
    metrics.overdue(overdue, clock.instant());
  }
}
