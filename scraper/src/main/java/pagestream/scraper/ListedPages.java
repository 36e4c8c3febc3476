package pagestream.scraper;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pagestream.catalog.MatchSteps;
import pagestream.catalog.Start;
import pagestream.extraction.Sitemap;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Work;

/// The pages that a list names: those where a source starts, or those of a sitemap. A list that is
/// longer than a task can lead to is cut into parts, each a task of its own.
final class ListedPages {
  /// What one part has at most, so that its message fits the queue.
  static final int MAX_ADDRESSES = 500;

  /// What a list has at most that can be followed.
  static final int MAX_PAGES = LinkSorter.MAX_TASKS * MAX_ADDRESSES;

  private static final int MAX_CHARACTERS = 50_000;

  private ListedPages() {}

  /// Those of a task for which no page is fetched.
  static List<Link> of(Job job) {
    return switch (job.task().work()) {
      case Work.Starts starts -> links(job, starts(job));
      case Work.Addresses(List<String> urls) -> links(job, urls.stream().map(URI::create));
      case Work.Rows rows -> List.of();
      case Work.Detail detail -> List.of();
      case Work.Redrive redrive -> List.of();
      case Work.Sitemap sitemap -> List.of();
    };
  }

  private static Stream<URI> starts(Job job) {
    LocalDate day = LocalDate.ofInstant(LinkSorter.beganAt(job.task()), ZoneOffset.UTC);
    return job.source().start().addresses(day);
  }

  /// For how many pages a task stands: a list for those that it has.
  static int count(Job job) {
    Work work = job.task().work();
    return work instanceof Work.Starts ? (int) starts(job).count() : work.pages();
  }

  /// Those of a sitemap that the source means. A sitemap that has not changed for so long has no
  /// page that has.
  static Result<List<Link>> of(Job job, Sitemap sitemap, Instant now) {
    if (!(job.source().start() instanceof Start.Sitemap start)) {
      return Result.ok(List.of()); // the source began at a sitemap when it was deployed before
    }
    return meant(start, sitemap, now)
        .map(pages -> {
          List<Link> links =
              new ArrayList<>(
                  sitemap.sitemaps().stream()
                      .filter(map -> start.isRecent(map.changedAt(), now))
                      .map(map -> new Link(map.address(), new Work.Sitemap()))
                      .toList());
          links.addAll(links(job, pages.stream()));
          return links;
        });
  }

  private static Result<List<URI>> meant(Start.Sitemap start, Sitemap sitemap, Instant now) {
    MatchSteps steps = MatchSteps.ofASitemap();
    List<URI> meant = new ArrayList<>();
    for (Sitemap.Entry page : sitemap.pages()) {
      switch (start.means(page.address(), page.changedAt(), now, steps)) {
        case Result.Rejected<Boolean>(Rejection why) -> {
          return new Result.Rejected<>(why);
        }
        case Result.Ok<Boolean>(Boolean isMeant) when isMeant -> meant.add(page.address());
        case Result.Ok<Boolean> other -> {}
      }
    }
    return Result.ok(meant);
  }

  private static List<Link> links(Job job, Stream<URI> pages) {
    List<URI> all = pages.toList();
    List<List<String>> parts = parts(all);
    return parts.size() <= 1
        ? all.stream().map(page -> new Link(page, new Work.Rows())).toList()
        : parts.stream().map(part -> new Link(job.url(), new Work.Addresses(part))).toList();
  }

  private static List<List<String>> parts(List<URI> pages) {
    List<List<String>> parts = new ArrayList<>();
    int characters = MAX_CHARACTERS;
    for (URI page : pages) {
      String url = page.toASCIIString();
      characters += url.length();
      if (characters > MAX_CHARACTERS || parts.getLast().size() == MAX_ADDRESSES) {
        parts.add(new ArrayList<>());
        characters = url.length();
      }
      parts.getLast().add(url);
    }
    return parts;
  }
}
