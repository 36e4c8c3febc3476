package pagestream.scraper;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import pagestream.catalog.Catalog;
import pagestream.fetching.Fetcher;
import pagestream.fetching.Network;
import pagestream.fetching.UserAgent;
import pagestream.pacing.Hosts;
import pagestream.pacing.RobotsFiles;
import pagestream.pipeline.Failures;
import pagestream.pipeline.KnownPages;
import pagestream.pipeline.Log;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Selection;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.StreamWriter;
import pagestream.pipeline.TaskQueue;
import pagestream.timing.Deadline;
import pagestream.timing.Pause;

/// The scraper over other ports than those on AWS.
public final class ScraperInMemory {
  private static final int MAX_PAGE_BYTES = 16 << 20;

  private final Catalog catalog;
  private final Scrapes scrapes;
  private final DeliveredTasks tasks;
  private final Redrives redrives;

  /// What it is made of.
  ///
  /// @param network where the sites are
  /// @param ids ULIDs
  public record Ports(
      Runs runs,
      Failures failures,
      StoredFailures storedFailures,
      Hosts hosts,
      RobotsFiles robotsFiles,
      KnownPages knownPages,
      TaskQueue queue,
      StreamWriter rawStream,
      StreamWriter cleanStream,
      Network network,
      Supplier<String> ids,
      InstantSource clock,
      Pause pause,
      Log log) {}

  public ScraperInMemory(Catalog catalog, Ports ports) {
    this.catalog = catalog;
    Parts parts =
        new Parts(
            ports.runs(),
            ports.failures(),
            ports.storedFailures(),
            ports.hosts(),
            ports.robotsFiles(),
            ports.knownPages(),
            ports.queue(),
            ports.rawStream(),
            ports.cleanStream(),
            new Fetcher(ports.network(), UserAgent.WITHOUT_CONTACT, MAX_PAGE_BYTES, ports.clock()),
            ports.ids(),
            ports.ids(),
            ports.clock(),
            ports.pause(),
            ports.log());
    Scraper scraper = parts.scraper(catalog);
    Redriver redriver = parts.redriver(catalog);
    this.scrapes = parts.scrapes(catalog, scraper);
    this.tasks = parts.tasks(scraper, redriver);
    this.redrives = parts.redrives(catalog, redriver);
  }

  public void scrape(String source, Deadline deadline) {
    scrapes.scrape(catalog.sources().find(source).orElseThrow(), deadline);
  }

  /// @param text a message's
  public void deliver(String text, Deadline deadline) {
    tasks.deliver(text, deadline);
  }

  /// Sends a failure again.
  public void redrive(String failure, Deadline deadline) {
    redrives.one(failure, "/errors/" + failure, deadline);
  }

  /// Sends all failures of a recipe again that can be.
  public void redriveAll(String recipe, Deadline deadline) {
    redrives.all(Selection.of(Map.of()), recipe, "/errors", deadline);
  }
}
