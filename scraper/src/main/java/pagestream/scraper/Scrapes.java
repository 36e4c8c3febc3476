package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskSender;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

/// Scrapes a source: begins a run, whose first task is the page where the source starts, or the
/// list of those pages, and works on that task.
final class Scrapes {
  /// How long after its deadline a function may still be at work: it is killed then, and clocks
  /// differ a little.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Recipes recipes;
  private final Scraper scraper;
  private final Runs runs;
  private final TaskSender sender;
  private final Supplier<String> runIds;
  private final InstantSource clock;

  /// @param runIds ULIDs
  Scrapes(
      Recipes recipes,
      Scraper scraper,
      Runs runs,
      TaskSender sender,
      Supplier<String> runIds,
      InstantSource clock) {
    this.recipes = recipes;
    this.scraper = scraper;
    this.runs = runs;
    this.sender = sender;
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

  /// The task is in the queue before the run has begun, to come when this process must have ended:
  /// if the process is killed, the task is done then; if the task has ended, nothing is.
  private Task send(Source source, Instant now, Deadline deadline) {
    Task task = first(source, now);
    TaskMessage inCaseOfDeath = new TaskMessage(task, 0, now.plus(deadline.left()).plus(GRACE));
    sender.send(List.of(inCaseOfDeath), deadline);
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
