package pagestream.scraper;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Task;
import pagestream.timing.Deadline;

/// Scrapes a source: begins a run, whose first task is the page where the source starts, and
/// carries that task out.
final class Scrapes {
  private final Recipes recipes;
  private final Scraper scraper;
  private final Runs runs;
  private final Supplier<String> runIds;
  private final InstantSource clock;

  /// @param runIds ULIDs
  Scrapes(
      Recipes recipes, Scraper scraper, Runs runs, Supplier<String> runIds, InstantSource clock) {
    this.recipes = recipes;
    this.scraper = scraper;
    this.runs = runs;
    this.runIds = runIds;
    this.clock = clock;
  }

  ScrapeResult scrape(Source source, Deadline deadline) {
    Instant now = clock.instant();
    Recipe recipe = recipes.get(source.recipe());
    URI page = source.start().first(LocalDate.ofInstant(now, ZoneOffset.UTC));
    Task task = new Task(runIds.get(), source.name(), recipe.name(), page.toString());
    runs.begin(
        new RunHead(task.run(), source.name(), recipe.name(), recipe.version(), task.url(), now),
        task);
    return scraper.scrape(task, deadline);
  }
}
