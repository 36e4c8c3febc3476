package pagestream.scraper;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import pagestream.config.Build;
import pagestream.encoding.Sha256;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.KnownPage;
import pagestream.pipeline.KnownPages;
import pagestream.pipeline.Log;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Runs;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.Work;

/// What is known of pages from the last time, so that one that has not changed is not published
/// again.
final class Revisits {
  private final KnownPages pages;
  private final Runs runs;
  private final Log log;

  Revisits(KnownPages pages, Runs runs, Log log) {
    this.pages = pages;
    this.runs = runs;
    this.log = log;
  }

  /// How a task's page was the last time, if the rows that were taken off it then are in the table,
  /// and nothing that is under way can replace them by older ones.
  ///
  /// @param now of a page that would arrive now
  Optional<KnownPage> find(Job job, Supplier<Origin> now) {
    if (job.task().work() instanceof Work.Sitemap) {
      return Optional.empty();
    }
    try {
      return pages
          .find(job.recipe().name(), job.task().url(), readBy(job))
          .filter(page -> runs.isPageStored(page.run(), page.page(), page.batches()))
          .filter(page -> !runs.isOlderRunOpen(now.get()));
    } catch (TransientException e) {
      log.about(job.task().about())
          .fault("what is known of %s could not be read".formatted(job.url()), e);
      return Optional.empty();
    }
  }

  /// Keeps how a page looks whose rows are about to be published: before that, so that what is
  /// known of it is never older than its rows. They count as stored only once their outcomes say
  /// so.
  ///
  /// @param isLeaf whether it led to no other page
  /// @param isWhole whether it has rows and all of them are published; if not, it is not known
  ///   again
  void keep(Page page, int rows, int batches, boolean isLeaf, boolean isWhole) {
    Origin origin = page.origin();
    page.look()
        .ifPresent(look ->
            pages.keep(
                origin.recipe(),
                page.task().url(),
                new KnownPage(
                    isWhole ? look.readBy() : "",
                    look.validators().etag(),
                    look.validators().lastModified(),
                    look.hash(),
                    origin.run(),
                    origin.page(),
                    rows,
                    batches,
                    isLeaf)));
  }

  /// All that decides what is taken off a page, beside the page: the recipe, Pagestream itself, and
  /// the row that it completes.
  static String readBy(Job job) {
    String row = job.task().carried().map(Revisits::text).orElse("");
    return job.recipe().version()
        + " "
        + Build.version()
        + " "
        + Sha256.hex(row.getBytes(StandardCharsets.UTF_8), Page.HASH_BYTES);
  }

  private static String text(CarriedRow row) {
    return row.level() + " " + row.row().fields();
  }
}
