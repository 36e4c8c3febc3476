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
              page(job, done, job.task().url(), clock.instant(), 0),
              why,
              received,
              trouble.isPresent());
      case Fetched.Answer answer ->
          read(
              job,
              page(job, done, answer.url().toString(), answer.receivedAt(), answer.body().length),
              new Content(answer.url(), answer.type(), answer.body()));
    };
  }

  /// A page that was not asked for.
  Page none(Task task) {
    return new Page(task, origin(task, "", task.url(), clock.instant()), 0, 0);
  }

  private Page page(Job job, Visit.Done done, String url, Instant fetchedAt, long bytes) {
    return new Page(
        job.task(),
        origin(job.task(), job.recipe().version(), url, fetchedAt),
        Duration.between(done.startedAt(), fetchedAt).toMillis(),
        bytes);
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

  private Reading read(Job job, Page page, Content content) {
    return job.task().work() instanceof Work.Sitemap
        ? sitemap(job, page, content)
        : extract(job, page, content);
  }

  private Reading sitemap(Job job, Page page, Content content) {
    return switch (SitemapReader.read(content)) {
      case Result.Ok<Sitemap>(Sitemap map) ->
          new Reading.Listed(page, ListedPages.of(job, map, clock.instant()), map.bad());
      case Result.Rejected<Sitemap>(Rejection why) ->
          new Reading.Lost(page, why, Payload.received(content.type(), content.bytes()), false);
    };
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
}
