package pagestream.scraper;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import pagestream.catalog.CanonicalAddress;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Start;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Task;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

/// Scrapes a source: begins a run, whose first task is the page where the source starts, or the
/// list of those pages, and works on that task.
final class Scrapes {
  private final Recipes recipes;
  private final Scraper scraper;
  private final Runs runs;
  private final FirstTasks firstTasks;
  private final Supplier<String> runIds;
  private final InstantSource clock;

  /// @param runIds ULIDs
  Scrapes(
      Recipes recipes,
      Scraper scraper,
      Runs runs,
      FirstTasks firstTasks,
      Supplier<String> runIds,
      InstantSource clock) {
    this.recipes = recipes;
    this.scraper = scraper;
    this.runs = runs;
    this.firstTasks = firstTasks;
    this.runIds = runIds;
    this.clock = clock;
  }

  ScrapeResult.Ended scrape(Source source, Deadline deadline) {
    Instant now = clock.instant();
    Task task = send(source, now, deadline);
    runs.begin(head(source, task, now), task);
    return scraper.scrapeAtOnce(task, deadline);
  }

  /// For a time of its schedule; empty if a run has begun for that time before. If the scrape
  /// fails, the next one for that time begins a run again.
  Optional<ScrapeResult.Ended> scrape(Source source, Instant scheduledAt, Deadline deadline) {
    Instant now = clock.instant();
    Task task = send(source, now, deadline);
    if (!runs.begin(head(source, task, now), task, scheduledAt)) {
      return Optional.empty();
    }
    ScrapeResult.Ended ended = scraper.scrapeAtOnce(task, deadline);
    if (ended instanceof ScrapeResult.Failed) {
      runs.giveBack(source.name(), scheduledAt, task.run());
    }
    return Optional.of(ended);
  }

  private Task send(Source source, Instant now, Deadline deadline) {
    Task task = first(source, now);
    firstTasks.send(task, now, deadline);
    return task;
  }

  private RunHead head(Source source, Task task, Instant now) {
    Recipe recipe = recipes.get(source.recipe());
    return new RunHead(
        task.run(),
        source.name(),
        recipe.name(),
        recipe.version(),
        task.url(),
        now,
        source.limits().time());
  }

  private Task first(Source source, Instant now) {
    URI start = source.start().first(LocalDate.ofInstant(now, ZoneOffset.UTC));
    String address = CanonicalAddress.of(start, source.query()).toString();
    Work work =
        switch (source.start()) {
          case Start.Sitemap sitemap -> new Work.Sitemap();
          case Start.Addresses addresses when addresses.isOne() -> new Work.Rows();
          case Start.Addresses addresses -> new Work.Starts();
        };
    return new Task(runIds.get(), source.name(), source.recipe(), address, 0, work);
  }
}
