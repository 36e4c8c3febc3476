package pagestream.scraper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import pagestream.extraction.Content;
import pagestream.extraction.Extraction;
import pagestream.extraction.Extractor;
import pagestream.extraction.Sitemap;
import pagestream.extraction.SitemapReader;
import pagestream.fetching.Fetched;
import pagestream.fetching.Validators;
import pagestream.pipeline.KnownPage;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Task;
import pagestream.pipeline.Work;

/// Reads what was fetched for a task: rows by its recipe, or a sitemap.
final class PageReader {
  private final Map<String, Extractor> extractors = new ConcurrentHashMap<>();
  private final Supplier<String> pageIds;
  private final InstantSource clock;

  /// @param pageIds ULIDs, each asked for when an answer is whole
  PageReader(Supplier<String> pageIds, InstantSource clock) {
    this.pageIds = pageIds;
    this.clock = clock;
  }

  Reading read(Job job, Visit.Done done) {
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
      case Fetched.Answer answer -> read(job, done, answer);
    };
  }

  /// The page that a failure has kept.
  Reading read(Job job, KeptPages.Kept kept) {
    Page page = new Page(job.task(), kept.origin(), 0, 0, Optional.empty());
    return read(job, page, kept.content(), false);
  }

  private Reading read(Job job, Visit.Done done, Fetched.Answer answer) {
    Optional<Page.Look> look = look(job, answer);
    Page page =
        page(job, done, answer.url().toString(), answer.receivedAt(), answer.body().length, look);
    Optional<KnownPage> same =
        job.known()
            .filter(known -> look.map(Page.Look::hash).stream().anyMatch(known.hash()::equals));
    return same.isPresent() && same.get().isLeaf()
        ? new Reading.Unchanged(page, same.get().rows())
        : read(
            job, page, new Content(answer.url(), answer.type(), answer.body()), same.isPresent());
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

  private Reading read(Job job, Page page, Content content, boolean isKnown) {
    return job.task().work() instanceof Work.Sitemap
        ? sitemap(job, page, content)
        : extract(job, page, content, isKnown);
  }

  private Reading sitemap(Job job, Page page, Content content) {
    return switch (SitemapReader.read(content, ListedPages.MAX_PAGES)) {
      case Result.Ok<Sitemap>(Sitemap map) ->
          new Reading.Listed(
              page,
              ListedPages.of(job, map, clock.instant()),
              Map.of(NotFollowed.ADDRESS, map.bad(), NotFollowed.LINKS, map.more()));
      case Result.Rejected<Sitemap>(Rejection why) ->
          new Reading.Lost(page, why, Payload.received(content.type(), content.bytes()), false);
    };
  }

  private Reading extract(Job job, Page page, Content content, boolean isKnown) {
    Extractor extractor =
        extractors.computeIfAbsent(job.recipe().name(), name -> Extractor.of(job.recipe()));
    Result<Extraction> result =
        job.task()
            .carried()
            .map(row -> extractor.extractDetail(content, row.level(), row.row()))
            .orElseGet(() -> extractor.extract(content));
    return switch (result) {
      case Result.Ok<Extraction>(Extraction taken) -> new Reading.Taken(page, taken, isKnown);
      case Result.Rejected<Extraction>(Rejection why) ->
          new Reading.Lost(page, why, extractor.kept(content), why.reason() == Reason.PAGE_BLOCKED);
    };
  }
}
