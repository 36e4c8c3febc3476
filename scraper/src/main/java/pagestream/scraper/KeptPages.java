package pagestream.scraper;

import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import pagestream.encoding.Utf8;
import pagestream.extraction.Content;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Runs;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.Task;

/// The pages that failures have kept, so that a task which failed because its page was not as the
/// recipe said is done again without fetching that page.
record KeptPages(StoredFailures failures, Runs runs) {
  /// Why a page fails that arrived whole, and that another recipe may read.
  private static final Set<Reason> OF_WHOLE_PAGES =
      EnumSet.of(Reason.LAYOUT_CHANGED, Reason.PAGE_CHARSET);

  /// @param origin of the page, as its rows are sent again
  record Kept(Content content, Origin origin) {}

  /// The page of the failure that a task is to make good; empty where it has none.
  ///
  /// @param countedAs what the batches of its rows are counted under
  Optional<Kept> find(Task task, Supplier<String> countedAs) {
    return task.redrives()
        .flatMap(failures::find)
        .map(StoredFailure::failure)
        .filter(failure -> OF_WHOLE_PAGES.contains(failure.reason()))
        .flatMap(failure -> kept(failure, task, countedAs));
  }

  private Optional<Kept> kept(Failure failure, Task task, Supplier<String> countedAs) {
    Origin origin = failure.origin();
    if (origin == null) {
      return Optional.empty();
    }
    return page(failure)
        .map(page ->
            new Kept(
                content(URI.create(origin.url()), page), again(origin, task, countedAs.get())));
  }

  private Origin again(Origin page, Task task, String countedAs) {
    Optional<String> latest = runs.latestScrape(task.recipe());
    return page.again(task.run(), task.id(), page.sentAgain(countedAs, "", latest));
  }

  /// Text was kept as UTF-8, whatever it was before and whatever the recipe says of the page. A
  /// byte order mark says so before all others.
  private static Content content(URI url, Payload page) {
    return page.contentType().equals(Payload.BYTES)
        ? new Content(url, Payload.HTML, page.bytes())
        : new Content(url, page.contentType(), Utf8.marked(page.bytes()));
  }

  /// Of a page that was to complete a row, text alone was kept whole.
  private static Optional<Payload> page(Failure failure) {
    return failure.payload().contentType().equals(Payload.JSON)
        ? CarriedRow.received(failure.payload())
            .filter(page -> !page.contentType().equals(Payload.BYTES))
        : Optional.of(failure.payload());
  }
}
