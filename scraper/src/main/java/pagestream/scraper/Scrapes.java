package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import pagestream.catalog.Recipe;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Task;
import pagestream.timing.Deadline;

/// Scrapes a source: begins a run, whose first task is the page where the source starts, and
/// carries that task out.
final class Scrapes {
  /// How long after its deadline a function may still be at work: it is killed then, and clocks
  /// differ a little.
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Recipe recipe;
  private final URI url;
  private final Scraper scraper;
  private final Runs runs;
  private final Supplier<String> runIds;
  private final InstantSource clock;

  /// @param runIds ULIDs
  Scrapes(
      Recipe recipe,
      URI url,
      Scraper scraper,
      Runs runs,
      Supplier<String> runIds,
      InstantSource clock) {
    this.recipe = recipe;
    this.url = url;
    this.scraper = scraper;
    this.runs = runs;
    this.runIds = runIds;
    this.clock = clock;
  }

  ScrapeResult scrape(String source, Deadline deadline) {
    Instant now = clock.instant();
    Task task = new Task(runIds.get(), source, recipe.name(), url.toString());
    runs.begin(
        new RunHead(task.run(), source, recipe.name(), recipe.version(), task.url(), now),
        new FoundTask(task, now, now.plus(deadline.left()).plus(GRACE)));
    return scraper.scrape(task, deadline);
  }
}
