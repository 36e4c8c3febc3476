package pagestream.scraper;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Entry;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Leads;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Selection;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskSender;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

/// Sends failures through the stages at which they happened again, a part of them at a time.
final class Redriver {
  /// How many failures a part has at most.
  static final int MAX_FAILURES = 100;

  private static final Rejection DONE_BEFORE =
      new Rejection(
          Reason.TASK_EXHAUSTED,
          "expected a task that goes on, found one that had already ended in this run; send the"
              + " failure again");

  private final StoredFailures stored;
  private final Failures failures;
  private final PageReader reader;
  private final RowReader rowReader;
  private final Publisher<Row> rows;
  private final Publisher<TypedRecord> records;
  private final TaskSender sender;
  private final Runs runs;
  private final TaskEnds ends;
  private final InstantSource clock;

  Redriver(
      StoredFailures stored,
      Failures failures,
      PageReader reader,
      RowReader rowReader,
      Publisher<Row> rows,
      Publisher<TypedRecord> records,
      TaskSender sender,
      Runs runs,
      InstantSource clock) {
    this.stored = stored;
    this.failures = failures;
    this.reader = reader;
    this.rowReader = rowReader;
    this.rows = rows;
    this.records = records;
    this.sender = sender;
    this.runs = runs;
    this.ends = new TaskEnds(runs);
    this.clock = clock;
  }

  /// Works on a part, and returns how many failures it has sent again. The failures that there is
  /// no time for are left to the next part. One is worked on in any case, so that a redrive goes on
  /// however slow its tables are.
  int work(Task task, Work.Redrive redrive, Deadline work) {
    Origin origin = reader.none(task).origin();
    Deadline claimedBy = Scraper.fetchedBy(work);
    Deadline readBy = Scraper.readBy(work);
    RedrivenPart part =
        new RedrivenPart(task, origin.page(), runs.latestScrape(task.recipe()), rowReader, readBy);
    List<String> left = new ArrayList<>(redrive.failures());
    boolean isTime = true;
    while (isTime && !left.isEmpty()) {
      stored.claim(left.removeFirst(), task, clock.instant()).ifPresent(part::add);
      isTime = !claimedBy.passed();
    }
    end(origin, part, next(redrive, left, readBy), work);
    return part.failures();
  }

  /// A task of a run ends once. A part that broke off may claim a failure a second time, after
  /// another run has sent it again in vain; it would stay on its way for ever.
  void hasEnded(Task task) {
    if (task.redrives().isPresent()) {
      failures.keep(Failure.again(reader.none(task).origin(), task, DONE_BEFORE));
    }
  }

  /// The outcome is written last, so that a part that breaks off before is worked on again: its
  /// failures are still its own, and its batches are counted under another page then.
  private void end(
      Origin origin, RedrivenPart part, Optional<Work.Redrive> next, Deadline deadline) {
    List<Batch<Row>> rowBatches = part.rows().pack(0);
    List<Batch<TypedRecord>> recordBatches = part.records().pack(rowBatches.size());
    publish(rows, rowBatches, deadline);
    publish(records, recordBatches, deadline);
    failures.keep(part.failedAgain(origin));
    stored.resolve(part.passed(), origin.run());
    List<TaskMessage> tasks = tasks(part, next);
    sender.send(tasks, deadline);
    int sent =
        Stream.concat(rowBatches.stream(), recordBatches.stream()).mapToInt(Batch::rows).sum();
    ends.end(
        new EndedTask(
            origin,
            sent + part.failedRows(),
            part.failedRows(),
            rowBatches.size() + recordBatches.size(),
            0,
            null,
            new Leads(tasks.stream().map(TaskMessage::found).toList(), Map.of()),
            clock.instant()),
        deadline);
  }

  private static <E extends Entry> void publish(
      Publisher<E> publisher, List<Batch<E>> batches, Deadline deadline) {
    if (!batches.isEmpty() && !publisher.publish(batches, deadline).isEmpty()) {
      throw new TransientException("the stream did not take all batches in time");
    }
  }

  private List<TaskMessage> tasks(RedrivenPart part, Optional<Work.Redrive> next) {
    Instant now = clock.instant();
    Stream<Task> nextPart = next.map(part.task()::redrives).stream();
    return Stream.concat(part.tasks().stream(), nextPart)
        .map(each -> new TaskMessage(each, 0, now))
        .toList();
  }

  /// Where there may be more, there is a next part, also if it turns out to have no failures: a
  /// part that is worked on a second time leads to the same one, whatever that has claimed by then.
  private Optional<Work.Redrive> next(Work.Redrive redrive, List<String> left, Deadline deadline) {
    int number = redrive.part() + 1;
    return left.isEmpty()
        ? redrive.more().map(more -> part(number, more, deadline))
        : Optional.of(new Work.Redrive(number, left, redrive.more()));
  }

  /// A part with the next failures that are wanted and can be sent again.
  Work.Redrive part(int number, Selection wanted, Deadline deadline) {
    Optional<Selection> more = Optional.of(wanted);
    List<String> ids = List.of();
    while (ids.isEmpty() && more.isPresent() && !deadline.passed()) {
      Selection from = more.get();
      StoredFailures.Part listed = stored.list(from, MAX_FAILURES);
      ids =
          listed.failures().stream()
              .filter(each -> canBeSent(each, wanted))
              .map(each -> each.failure().id())
              .toList();
      more = listed.next().map(from::from);
    }
    return new Work.Redrive(number, ids, more);
  }

  /// Whether a failure of a list can be sent again. Those that were sent before are tried if they
  /// are asked for: a list does not say which of them are lost.
  static boolean canBeSent(StoredFailure failure, Selection wanted) {
    String redriven = FailureStatus.REDRIVEN.label();
    return failure.status().isRedrivable()
        || redriven.equals(wanted.filters().get(Selection.STATUS));
  }
}
