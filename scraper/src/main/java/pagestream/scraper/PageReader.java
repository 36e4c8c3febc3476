package pagestream.scraper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import pagestream.extraction.Content;
import pagestream.extraction.Extraction;
import pagestream.extraction.Extractor;
import pagestream.extraction.Sitemap;
import pagestream.extraction.SitemapReader;
import pagestream.fetching.Fetched;
import pagestream.fetching.Validators;
import pagestream.pipeline.KnownPage;
import pagestream.pipeline.Log;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Task;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

/// Reads what was fetched for a task: rows by its recipe, or a sitemap.
final class PageReader {
  private final Extractors extractors = new Extractors();
  private final Supplier<String> pageIds;
  private final InstantSource clock;
  private final Log log;

  /// @param pageIds ULIDs, each asked for when an answer is whole
  PageReader(Supplier<String> pageIds, InstantSource clock, Log log) {
    this.pageIds = pageIds;
    this.clock = clock;
    this.log = log;
  }

  /// @param deadline when the page must be read
  Reading read(Job job, Visit.Done done, Deadline deadline) {
    return switch (done.fetched()) {
      case Fetched.Rejected(var why, var received, Optional<Fetched.Trouble> trouble) ->
          new Reading.Lost(
              page(job, done, job.task().url(), clock.instant(), 0, Optional.empty()),
              why,
              received,
              trouble.isPresent());
      case Fetched.NotModified same ->
          new Reading.Unchanged(
              page(job, done, same.url().toString(), same.receivedAt(), 0, Optional.empty()),
              job.known().map(KnownPage::rows).orElse(0));
      case Fetched.Answer answer -> read(job, done, answer, deadline);
    };
  }

  /// The page that a failure has kept.
  Reading read(Job job, KeptPages.Kept kept, Deadline deadline) {
    Page page = new Page(job.task(), kept.origin(), 0, 0, Optional.empty());
    return read(job, page, kept.content(), false, deadline);
  }

  private Reading read(Job job, Visit.Done done, Fetched.Answer answer, Deadline deadline) {
    Optional<Page.Look> look = look(job, answer);
    Page page =
        page(job, done, answer.url().toString(), answer.receivedAt(), answer.body().length, look);
    Optional<KnownPage> same =
        job.known()
            .filter(known -> look.map(Page.Look::hash).stream().anyMatch(known.hash()::equals));
    return same.isPresent() && same.get().isLeaf()
        ? new Reading.Unchanged(page, same.get().rows())
        : read(
            job,
            page,
            new Content(answer.url(), answer.type(), answer.body()),
            same.isPresent(),
            deadline);
  }

  /// A redirect's validators are another page's. A sitemap is read anew each time.
  private static Optional<Page.Look> look(Job job, Fetched.Answer answer) {
    return job.task().work() instanceof Work.Sitemap
        ? Optional.empty()
        : Optional.of(
            new Page.Look(
                Revisits.readBy(job),
                answer.url().equals(job.url()) ? answer.validators() : Validators.NONE,
                Page.hash(answer)));
  }

  /// A page that was not asked for.
  Page none(Task task) {
    return new Page(task, origin(task, "", task.url(), clock.instant()), 0, 0, Optional.empty());
  }

  private Page page(
      Job job,
      Visit.Done done,
      String url,
      Instant fetchedAt,
      long bytes,
      Optional<Page.Look> look) {
    return new Page(
        job.task(),
        origin(job.task(), job.recipe().version(), url, fetchedAt),
        Duration.between(done.startedAt(), fetchedAt).toMillis(),
        bytes,
        look);
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

  /// A fault that nobody foresaw costs this page: it would be the same whenever it was read again.
  private Reading read(Job job, Page page, Content content, boolean isKnown, Deadline deadline) {
    try {
      return job.task().work() instanceof Work.Sitemap
          ? sitemap(job, page, content)
          : extract(job, page, content, isKnown, deadline);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      log.about(page.origin().about()).fault(content.url() + " could not be read", e);
      Rejection why =
          new Rejection(
              Reason.UNEXPECTED,
              "expected to read %s, found a fault; the function's log has the error"
                  .formatted(content.url()));
      return lost(page, why, content);
    }
  }

  private static Reading lost(Page page, Rejection why, Content content) {
    return new Reading.Lost(page, why, Payload.received(content.type(), content.bytes()), false);
  }

  private Reading sitemap(Job job, Page page, Content content) {
    Result<Reading> listed =
        SitemapReader.read(content, ListedPages.MAX_PAGES)
            .flatMap(map ->
                ListedPages.of(job, map, clock.instant()).map(links -> listed(page, links, map)));
    return switch (listed) {
      case Result.Ok<Reading>(Reading reading) -> reading;
      case Result.Rejected<Reading>(Rejection why) -> lost(page, why, content);
    };
  }

  private static Reading listed(Page page, List<Link> links, Sitemap map) {
    return new Reading.Listed(
        page, links, Map.of(NotFollowed.ADDRESS, map.bad(), NotFollowed.LINKS, map.more()));
  }

  private Reading extract(Job job, Page page, Content content, boolean isKnown, Deadline deadline) {
    Extractor extractor = extractors.of(job.recipe());
    Result<Extraction> result =
        job.task()
            .carried()
            .map(row -> extractor.extractDetail(content, row.level(), row.row(), deadline))
            .orElseGet(() -> extractor.extract(content, deadline));
    return switch (result) {
      case Result.Ok<Extraction>(Extraction taken) -> new Reading.Taken(page, taken, isKnown);
      case Result.Rejected<Extraction>(Rejection why) ->
          new Reading.Lost(page, why, extractor.kept(content), why.reason() == Reason.PAGE_BLOCKED);
    };
  }
}
