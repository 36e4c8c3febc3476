package pagestream.scraper;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import pagestream.aws.CallTime;
import pagestream.aws.Clients;
import pagestream.aws.FailureTable;
import pagestream.aws.HostTable;
import pagestream.aws.KinesisStream;
import pagestream.aws.KnownPageTable;
import pagestream.aws.LambdaLog;
import pagestream.aws.RobotsTable;
import pagestream.aws.RunMetrics;
import pagestream.aws.RunTable;
import pagestream.aws.SqsQueue;
import pagestream.catalog.Catalog;
import pagestream.fetching.Fetcher;
import pagestream.pacing.Hosts;
import pagestream.pacing.RobotsFiles;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failures;
import pagestream.pipeline.KnownPages;
import pagestream.pipeline.Log;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Runs;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.StreamWriter;
import pagestream.pipeline.TaskQueue;
import pagestream.pipeline.TaskSender;
import pagestream.timing.Pause;

/// What the scraper is made of: the ports that it writes to, and what it makes of them.
///
/// @param runIds ULIDs, of runs and requests
/// @param pageIds ULIDs
record Parts(
    Runs runs,
    Failures failures,
    StoredFailures storedFailures,
    Hosts hosts,
    RobotsFiles robotsFiles,
    KnownPages knownPages,
    TaskQueue queue,
    StreamWriter rawStream,
    StreamWriter cleanStream,
    Fetcher fetcher,
    Supplier<String> runIds,
    Supplier<String> pageIds,
    InstantSource clock,
    Pause pause,
    Log log) {

  static Parts onAws(ScraperConfig config, CallTime time, LambdaLog log) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    Supplier<String> ids = () -> UlidCreator.getMonotonicUlid().toString();
    var dynamo = Clients.dynamo(time);
    var kinesis = Clients.kinesis(time);
    var failures = new FailureTable(dynamo, config.errorTable());
    return new Parts(
        new RunTable(dynamo, config.runTable(), clock, RunMetrics.to(log, config.runTable())),
        failures,
        failures,
        new HostTable(dynamo, config.hostTable()),
        new RobotsTable(dynamo, config.hostTable()),
        new KnownPageTable(dynamo, config.hostTable(), clock),
        new SqsQueue(Clients.sqs(time), config.queue(), clock, log),
        new KinesisStream(kinesis, config.rawStream(), log),
        new KinesisStream(kinesis, config.cleanStream(), log),
        new Fetcher(config.agent(), config.maxPageBytes(), clock),
        ids,
        ids,
        clock,
        Thread::sleep,
        log);
  }

  Scrapes scrapes(Catalog catalog, Scraper scraper) {
    return new Scrapes(catalog.recipes(), scraper, runs, firstTasks(), runIds, clock);
  }

  private FirstTasks firstTasks() {
    return new FirstTasks(new TaskSender(queue));
  }

  Redrives redrives(Catalog catalog, Redriver redriver) {
    return new Redrives(
        storedFailures, catalog.recipes(), redriver, runs, firstTasks(), runIds, clock);
  }

  Redriver redriver(Catalog catalog) {
    return new Redriver(
        storedFailures,
        failures,
        new PageReader(pageIds, clock, log),
        new RowReader(catalog.recipes()),
        new Publisher<>(rawStream, BatchCodec.ROWS),
        new Publisher<>(cleanStream, BatchCodec.RECORDS),
        new TaskSender(queue),
        runs,
        clock);
  }

  Schedules schedules(Scrapes scrapes) {
    return new Schedules(scrapes, runs, clock, log);
  }

  DeliveredTasks tasks(Scraper scraper, Redriver redriver) {
    return new DeliveredTasks(scraper, redriver, runs, failures, new TaskSender(queue), clock, log);
  }

  Scraper scraper(Catalog catalog) {
    Robots robots = new Robots(robotsFiles, clock, log);
    Follower follower = new Follower(hosts, robots, runs, new TaskSender(queue), clock);
    Revisits revisits = new Revisits(knownPages, runs, log);
    Backpressure backpressure = new Backpressure(runs, clock);
    PageEnd pageEnd =
        new PageEnd(
            follower,
            new Publisher<>(rawStream, BatchCodec.ROWS),
            revisits,
            backpressure,
            runs,
            failures,
            storedFailures,
            clock,
            log);
    Requests requests = new Requests(hosts, runIds, clock, pause, log);
    Visits visits = new Visits(requests, robots, fetcher, clock);
    return new Scraper(
        catalog,
        visits,
        revisits,
        new KeptPages(storedFailures, runs),
        new PageReader(pageIds, clock, log),
        pageEnd,
        backpressure,
        clock);
  }
}
