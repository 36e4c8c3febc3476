package pagestream.query;

import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import pagestream.aws.CallTime;
import pagestream.aws.Clients;
import pagestream.aws.CursorKey;
import pagestream.aws.FailureTable;
import pagestream.aws.LambdaLog;
import pagestream.aws.RecordTable;
import pagestream.aws.RunMetrics;
import pagestream.aws.RunTable;
import pagestream.catalog.Catalog;
import pagestream.pipeline.Log;

/// What the function reads.
record Tables(
    RecordTable records,
    RunTable runs,
    FailureTable failures,
    Supplier<byte[]> cursorKey,
    RunMetrics metrics,
    InstantSource clock) {

  static Tables onAws(QueryApiConfig config, CallTime time, LambdaLog log) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    RunMetrics metrics = RunMetrics.to(log, config.runTable());
    var dynamo = Clients.dynamo(time);
    return new Tables(
        new RecordTable(dynamo, config.recordTable()),
        new RunTable(dynamo, config.runTable(), clock, metrics),
        new FailureTable(dynamo, config.errorTable()),
        new CursorKey(dynamo, config.runTable()),
        metrics,
        clock);
  }

  QueryApi api(Catalog catalog) {
    return new QueryApi(catalog, records, runs, failures, new SignedCursors(cursorKey));
  }

  Runnable check(Log log) {
    return new RunCheck(runs, metrics, clock, log);
  }
}
