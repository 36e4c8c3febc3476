package pagestream.scraper;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagestream.catalog.Quote;
import pagestream.encoding.Utf8;
import pagestream.extraction.Taken;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.Entry;
import pagestream.pipeline.Failure;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.RowFailures;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskSender;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

/// What a part of a redrive is made of: batches for the stages after the scraper, tasks for the
/// scraper, and what cannot be sent again.
final class RedrivenPart {
  /// What cannot be sent again, and why.
  ///
  /// @param rows how many of the failure's
  private record Lost(Failure failure, int rows, Rejection why) {}

  private final Task task;
  private final String countedAs;
  private final Optional<String> latestScrape;
  private final RowReader rowReader;
  private final Deadline deadline;
  private final AgainBatches<Row> rows = new AgainBatches<>(BatchCodec.ROWS);
  private final AgainBatches<TypedRecord> records = new AgainBatches<>(BatchCodec.RECORDS);
  private final List<Task> tasks = new ArrayList<>();
  private final List<String> passed = new ArrayList<>();
  private final List<Lost> failed = new ArrayList<>();
  private int failures;
  private int urlBytes;

  /// @param countedAs what its batches are counted under
  /// @param latestScrape see [pagestream.pipeline.Runs#latestScrape]
  /// @param deadline when its rows must be read
  RedrivenPart(
      Task task,
      String countedAs,
      Optional<String> latestScrape,
      RowReader rowReader,
      Deadline deadline) {
    this.deadline = deadline;
    this.task = task;
    this.countedAs = countedAs;
    this.latestScrape = latestScrape;
    this.rowReader = rowReader;
  }

  Task task() {
    return task;
  }

  AgainBatches<Row> rows() {
    return rows;
  }

  AgainBatches<TypedRecord> records() {
    return records;
  }

  /// How many failures are sent again, or would have been if they could.
  int failures() {
    return failures;
  }

  /// Those that are done again.
  List<Task> tasks() {
    return tasks;
  }

  /// The failures that have passed the scraper with this part.
  List<String> passed() {
    return passed;
  }

  /// The failures that cannot be sent again.
  ///
  /// @param origin of the part
  List<Failure> failedAgain(Origin origin) {
    return failed.stream()
        .flatMap(lost ->
            Failure.again(origin, task.again(task.run(), lost.failure().id()), lost.why()).stream())
        .toList();
  }

  /// The rows that they stand for.
  int failedRows() {
    return failed.stream().mapToInt(Lost::rows).sum();
  }

  void add(Failure failure) {
    failures++;
    switch (Again.of(failure)) {
      case Again.Rows(Batch<Row> batch) -> add(failure, batch, rows);
      case Again.Records(Batch<TypedRecord> batch) -> add(failure, batch, records);
      case Again.Whole(Task before) -> add(failure, before);
      case Again.OnPage(Origin page, int position) -> add(failure, page, position);
      case Again.SeveralOnPage(Origin page, List<RowFailures.Kept> several) ->
          add(failure, page, several);
      case Again.Never(Rejection why) -> failed.add(new Lost(failure, failure.rows(), why));
    }
  }

  /// A part of a redrive that failed is not done again: its failures have failed again by
  /// themselves.
  private void add(Failure failure, Task before) {
    Task again = before.again(task.run(), failure.id());
    int bytes = Utf8.length(again.url());
    if (before.work() instanceof Work.Redrive) {
      passed.add(failure.id());
    } else if (!TaskSender.fits(new TaskMessage(again, 0, failure.failedAt()))) {
      failed.add(new Lost(failure, failure.rows(), NotFollowed.SIZE.rejection(again.url())));
    } else if (urlBytes + bytes > LinkSorter.MAX_BYTES) {
      failed.add(new Lost(failure, failure.rows(), NotFollowed.LINKS.rejection(again.url())));
    } else {
      urlBytes += bytes;
      tasks.add(again);
    }
  }

  private <E extends Entry> void add(Failure failure, Batch<E> batch, AgainBatches<E> to) {
    Origin page = failure.origin() == null ? batch.origin() : failure.origin();
    String ids = idsOf(failure);
    to.add(again(page, ids), batch.entries());
    if (ids.isEmpty()) {
      passed.add(failure.id());
    }
  }

  private void add(Failure failure, Origin page, int position) {
    switch (rowReader.read(page, position, failure.payload(), deadline)) {
      case Result.Ok<Taken>(Taken.Complete(Row row)) -> {
        rows.add(again(page, ""), List.of(row));
        passed.add(failure.id());
      }
      case Result.Ok<Taken>(Taken.Leads(Row row, URI to, int level)) ->
          add(
              failure,
              new Task(
                  task.run(),
                  page.source(),
                  page.recipe(),
                  to.toString(),
                  1,
                  new Work.Detail(new CarriedRow(page.task(), level, row))));
      case Result.Rejected<Taken>(Rejection why) ->
          failed.add(new Lost(failure, failure.rows(), why));
    }
  }

  /// Those that can go on are sent again, also if the failure must stay for others.
  private void add(Failure failure, Origin page, List<RowFailures.Kept> several) {
    List<Row> complete = new ArrayList<>();
    List<Rejection> lost = new ArrayList<>();
    for (RowFailures.Kept kept : several) {
      switch (read(page, kept)) {
        case Result.Ok<Taken>(Taken.Complete(Row row)) -> complete.add(row);
        case Result.Ok<Taken>(Taken.Leads leads) -> lost.add(ofItsOwnPage(leads));
        case Result.Rejected<Taken>(Rejection why) -> lost.add(why);
      }
    }
    rows.add(again(page, ""), complete);
    if (lost.isEmpty()) {
      passed.add(failure.id());
    } else {
      failed.add(new Lost(failure, lost.size(), lost.getFirst()));
    }
  }

  /// A row that was not followed was kept as it was read, without its task.
  private Result<Taken> read(Origin page, RowFailures.Kept kept) {
    return kept.payload().isMarkup()
        ? rowReader.read(page, kept.position(), kept.payload(), deadline)
        : Result.rejected(
            Reason.NOT_FOLLOWED,
            "expected a row as it stood on its page, found one of more than %d that were not"
                    .formatted(RowFailures.MAX_TASKS)
                + " followed; scrape the page again");
  }

  /// One failure cannot wait for the pages of many rows.
  private static Rejection ofItsOwnPage(Taken.Leads row) {
    return new Rejection(
        Reason.NOT_FOLLOWED,
        "expected a row that is complete as it was kept, found that %s has more of it; scrape the"
                .formatted(Quote.of(row.to().toString()))
            + " page again");
  }

  private Origin again(Origin page, String ids) {
    return page.again(task.run(), task.id(), page.sentAgain(countedAs, ids, latestScrape));
  }

  /// What the ids of the failures of a page begin with, where the stage that a row is sent to finds
  /// its failure by that; else empty, and the failure is made good as soon as it is sent.
  private static String idsOf(Failure failure) {
    if (failure.stage() == Stage.SCRAPER || failure.position() == null) {
      return "";
    }
    String end = Failure.endOfId(failure.stage(), failure.position());
    return failure.id().endsWith(end)
        ? failure.id().substring(0, failure.id().length() - end.length())
        : "";
  }
}
