package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import pagestream.catalog.Catalog;
import pagestream.catalog.Recipe;
import pagestream.catalog.Source;
import pagestream.extraction.Content;
import pagestream.extraction.Extraction;
import pagestream.extraction.Extractor;
import pagestream.fetching.Fetched;
import pagestream.pacing.Answer;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Task;
import pagestream.timing.Deadline;

/// Works on a task: fetches its page, takes rows and links off, and hands on what it found.
final class Scraper {
  /// Left of the time for a last call that hangs, and for keeping what could not be published.
  private static final Duration RESERVE = Duration.ofSeconds(9);

  private final Catalog catalog;
  private final Visits visits;
  private final PageEnd pageEnd;
  private final Map<String, Extractor> extractors = new ConcurrentHashMap<>();
  private final Supplier<String> pageIds;
  private final InstantSource clock;

  /// @param pageIds ULIDs, each asked for when an answer is whole
  Scraper(
      Catalog catalog,
      Visits visits,
      PageEnd pageEnd,
      Supplier<String> pageIds,
      InstantSource clock) {
    this.catalog = catalog;
    this.visits = visits;
    this.pageEnd = pageEnd;
    this.pageIds = pageIds;
    this.clock = clock;
  }

  /// At once, and whatever trouble its host is in: somebody waits for the answer.
  ScrapeResult.Ended scrapeAtOnce(Task task, Deadline deadline) {
    Deadline work = deadline.less(RESERVE);
    return switch (job(task)) {
      case Result.Rejected<Job>(Rejection why) -> undeployed(task, why, work);
      case Result.Ok<Job>(Job job) ->
          end(job, read(job, visits.now(job.url(), job.types(), job.source().pace(), work)), work);
    };
  }

  /// When its host is free.
  ///
  /// @param isLastTry whether a host in trouble fails the task
  ScrapeResult scrapeInTurn(Task task, boolean isLastTry, Deadline deadline) {
    Deadline work = deadline.less(RESERVE);
    return switch (job(task)) {
      case Result.Rejected<Job>(Rejection why) -> undeployed(task, why, work);
      case Result.Ok<Job>(Job job) ->
          switch (visits.inTurn(job.url(), job.types(), job.source().pace(), work)) {
            case Visits.Visit.Later(Instant at) -> new ScrapeResult.Later(at);
            case Visits.Visit.Made made -> tried(job, read(job, made), isLastTry, work);
          };
    };
  }

  private ScrapeResult tried(Job job, Reading reading, boolean isLastTry, Deadline work) {
    return !isLastTry && reading instanceof Reading.Lost lost && lost.isTrouble()
        ? new ScrapeResult.InVain(lost.why())
        : end(job, reading, work);
  }

  /// A task with what it is done by.
  private record Job(Task task, Source source, Recipe recipe) {
    URI url() {
      return URI.create(task.url());
    }

    List<String> types() {
      return recipe.format().mediaTypes();
    }
  }

  /// What is on a task's page.
  private sealed interface Reading {
    record Taken(Page page, Extraction extraction) implements Reading {}

    /// Not what the recipe reads.
    ///
    /// @param isTrouble whether the host is in trouble, and may answer otherwise later
    record Lost(Page page, Rejection why, Payload received, boolean isTrouble) implements Reading {}
  }

  private Result<Job> job(Task task) {
    Optional<Source> source = catalog.sources().find(task.source());
    Optional<Recipe> recipe = catalog.recipes().find(task.recipe());
    if (source.isEmpty()) {
      return undeployed(Reason.SOURCE_UNKNOWN, "a source \"" + task.source() + "\"");
    }
    return recipe
        .map(found -> Result.ok(new Job(task, source.get(), found)))
        .orElseGet(() -> undeployed(Reason.RECIPE_UNKNOWN, "a recipe \"" + task.recipe() + "\""));
  }

  private static Result<Job> undeployed(Reason reason, String expected) {
    return Result.rejected(reason, "expected %s to be deployed, found none".formatted(expected));
  }

  private ScrapeResult.Ended undeployed(Task task, Rejection why, Deadline work) {
    Page page = new Page(task, origin(task, "", task.url(), clock.instant()), 0);
    return pageEnd.fail(page, why, Payload.received(Payload.TEXT, new byte[0]), work);
  }

  /// Reads the page, and tells its host how it answered, whatever becomes of reading.
  private Reading read(Job job, Visits.Visit.Made made) {
    Answer answer = made.answer();
    try {
      Reading reading = reading(job, made);
      if (answer instanceof Answer.Well
          && reading instanceof Reading.Lost lost
          && lost.isTrouble()) {
        answer = Answer.Unwell.SILENT;
      }
      return reading;
    } finally {
      visits.ended(made, answer);
    }
  }

  private Reading reading(Job job, Visits.Visit.Made made) {
    return switch (made.fetched()) {
      case Fetched.Rejected(Rejection why, Payload received, Optional<Fetched.Trouble> trouble) ->
          new Reading.Lost(
              page(job, made, job.task().url(), clock.instant()),
              why,
              received,
              trouble.isPresent());
      case Fetched.Answer answer ->
          extract(
              job,
              page(job, made, answer.url().toString(), answer.receivedAt()),
              new Content(answer.url(), answer.type(), answer.body()));
    };
  }

  private ScrapeResult.Ended end(Job job, Reading reading, Deadline work) {
    return switch (reading) {
      case Reading.Taken(Page page, Extraction taken) ->
          pageEnd.handOn(page, job.source(), taken, work);
      case Reading.Lost(Page page, Rejection why, Payload received, boolean isTrouble) ->
          pageEnd.fail(page, why, received, work);
    };
  }

  private Page page(Job job, Visits.Visit.Made made, String url, Instant fetchedAt) {
    return new Page(
        job.task(),
        origin(job.task(), job.recipe().version(), url, fetchedAt),
        Duration.between(made.startedAt(), fetchedAt).toMillis());
  }

  private Origin origin(Task task, String recipeVersion, String url, Instant fetchedAt) {
    return new Origin(
        task.run(),
        task.source(),
        task.recipe(),
        recipeVersion,
        task.id(),
        pageIds.get(),
        url,
        fetchedAt);
  }

  private Reading extract(Job job, Page page, Content content) {
    Extractor extractor =
        extractors.computeIfAbsent(job.recipe().name(), name -> Extractor.of(job.recipe()));
    Result<Extraction> result =
        job.task()
            .carried()
            .map(row -> extractor.extractDetail(content, row.level(), row.row()))
            .orElseGet(() -> extractor.extract(content));
    return switch (result) {
      case Result.Ok<Extraction>(Extraction taken) -> new Reading.Taken(page, taken);
      case Result.Rejected<Extraction>(Rejection why) ->
          new Reading.Lost(page, why, extractor.kept(content), why.reason() == Reason.PAGE_BLOCKED);
    };
  }

  /// Ends a task of a run that was cancelled, without working on it.
  void cancel(Task task, Deadline deadline) {
    Page page = new Page(task, origin(task, "", task.url(), clock.instant()), 0);
    pageEnd.end(page, new Leads(List.of(), Map.of(NotFollowed.CANCELLED, 1)), deadline);
  }
}
