package pagestream.scraper;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import pagestream.catalog.Catalog;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Recipe;
import pagestream.catalog.Source;
import pagestream.extraction.SitemapReader;
import pagestream.fetching.Hop;
import pagestream.fetching.Validators;
import pagestream.pipeline.KnownPage;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.Usage;
import pagestream.pipeline.Work;

/// A task with what it is done by.
///
/// @param known how its page was the last time, where that counts
/// @param used by all pages of its run when it was delivered
record Job(Task task, Source source, Recipe recipe, Optional<KnownPage> known, Usage used) {

  /// Rejected where its source or its recipe is not deployed, no longer or not yet. A limit of time
  /// that was raised since the run began is none of the run's: others count it as open for what it
  /// began with.
  static Result<Job> of(Task task, TaskState.Open state, Catalog catalog) {
    Optional<Source> source = catalog.sources().find(task.source());
    Optional<Recipe> recipe = catalog.recipes().find(task.recipe());
    if (source.isEmpty()) {
      return undeployed(Reason.SOURCE_UNKNOWN, "a source \"" + task.source() + "\"");
    }
    return recipe
        .map(found -> Result.ok(of(task, state, source.get(), found)))
        .orElseGet(() -> undeployed(Reason.RECIPE_UNKNOWN, "a recipe \"" + task.recipe() + "\""));
  }

  private static Job of(Task task, TaskState.Open state, Source source, Recipe recipe) {
    return new Job(task, source.within(state.time()), recipe, Optional.empty(), state.used());
  }

  private static Result<Job> undeployed(Reason reason, String expected) {
    return Result.rejected(reason, "expected %s to be deployed, found none".formatted(expected));
  }

  URI url() {
    return URI.create(task.url());
  }

  /// Where its page is asked for. What a page has named is inside a network only at a host and port
  /// that the source names, too.
  Hop hop() {
    return task.depth() == 0 || source.names(url(), day()) ? Hop.to(url()) : Hop.found(url());
  }

  /// When its run began.
  private LocalDate day() {
    return LocalDate.ofInstant(LinkSorter.beganAt(task), ZoneOffset.UTC);
  }

  Job with(Optional<KnownPage> page) {
    return new Job(task, source, recipe, page, used);
  }

  /// By which its page need not be sent again. A page that led to others is needed for its links.
  Validators validators() {
    return known
        .filter(KnownPage::isLeaf)
        .map(page -> new Validators(page.etag(), page.lastModified()))
        .orElse(Validators.NONE);
  }

  /// What cuts it off, where its run has used up what its source allows.
  Optional<NotFollowed> cutoff(Instant now) {
    return Cutoff.of(source.limits(), task, used, now, task.work());
  }

  /// What keeps the page of a failed task from being fetched again: since it was found, or left
  /// out, its source may have come to forbid it.
  Optional<NotFollowed> forbidden() {
    if (task.redrives().isEmpty()) {
      return Optional.empty();
    }
    if (!source.hostsToFollow(day()).contains(HttpAddress.host(url()))) {
      return Optional.of(NotFollowed.HOST);
    }
    return task.depth() > source.limits().depth()
        ? Optional.of(NotFollowed.DEPTH)
        : Optional.empty();
  }

  /// Whether its page is all of its run, so that nothing of it can go beyond a limit.
  boolean isAlone(List<Link> links) {
    return links.isEmpty() && task.depth() == 0 && source.start().isOne();
  }

  /// The media types to ask for.
  List<String> types() {
    return task.work() instanceof Work.Sitemap
        ? SitemapReader.MEDIA_TYPES
        : recipe.format().mediaTypes();
  }
}
