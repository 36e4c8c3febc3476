package pagestream.scraper;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import pagestream.aws.Clients;
import pagestream.aws.FailureTable;
import pagestream.aws.HostTable;
import pagestream.aws.KinesisStream;
import pagestream.aws.KnownPageTable;
import pagestream.aws.RobotsTable;
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
import pagestream.pipeline.StreamWriter;
import pagestream.pipeline.TaskQueue;
import pagestream.pipeline.TaskSender;

/// What the scraper is made of: the ports that it writes to, and what it makes of them.
///
/// @param runIds ULIDs, of runs and requests
/// @param pageIds ULIDs
record Parts(
    Runs runs,
    Failures failures,
    Hosts hosts,
    RobotsFiles robotsFiles,
    KnownPages knownPages,
    TaskQueue queue,
    StreamWriter stream,
    Fetcher fetcher,
    Supplier<String> runIds,
    Supplier<String> pageIds,
    InstantSource clock,
    Requests.Pause pause,
    Log log) {

  static Parts onAws(ScraperConfig config, Log log) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    Supplier<String> ids = () -> UlidCreator.getMonotonicUlid().toString();
    var dynamo = Clients.dynamo();
    return new Parts(
        new RunTable(dynamo, config.runTable(), clock),
        new FailureTable(dynamo, config.errorTable()),
        new HostTable(dynamo, config.hostTable()),
        new RobotsTable(dynamo, config.hostTable()),
        new KnownPageTable(dynamo, config.hostTable(), clock),
        new SqsQueue(Clients.sqs(), config.queue(), clock, log),
        new KinesisStream(Clients.kinesis(), config.stream(), log),
        new Fetcher(config.agent(), config.maxPageBytes(), clock),
        ids,
        ids,
        clock,
        Thread::sleep,
        log);
  }

  Scrapes scrapes(Catalog catalog, Scraper scraper) {
    return new Scrapes(catalog.recipes(), scraper, runs, new TaskSender(queue), runIds, clock);
  }

  Schedules schedules(Scrapes scrapes) {
    return new Schedules(scrapes, runs, clock, log);
  }

  DeliveredTasks tasks(Scraper scraper) {
    return new DeliveredTasks(scraper, runs, failures, new TaskSender(queue), clock, log);
  }

  Scraper scraper(Catalog catalog) {
    Robots robots = new Robots(robotsFiles, clock, log);
    Follower follower = new Follower(hosts, robots, runs, new TaskSender(queue), clock);
    Revisits revisits = new Revisits(knownPages, runs, log);
    Digestion digestion = new Digestion(runs, clock);
    PageEnd pageEnd =
        new PageEnd(
            follower,
            new Publisher<>(stream, BatchCodec.ROWS),
            revisits,
            digestion,
            runs,
            failures,
            clock,
            log);
    Requests requests = new Requests(hosts, runIds, clock, pause, log);
    Visits visits = new Visits(requests, robots, fetcher, clock);
    return new Scraper(
        catalog, visits, revisits, new PageReader(pageIds, clock), pageEnd, digestion, clock);
  }
}
