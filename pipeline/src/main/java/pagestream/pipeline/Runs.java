package pagestream.pipeline;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Where it is written down what became of runs. Each part is written once, under a key of its own,
/// and the first one stands: what is delivered again changes nothing. Throws [TransientException]
/// when it cannot be reached.
public interface Runs {
  /// Begins a run with its first task, both or neither. Done before the first page is fetched, so
  /// that [#isOlderRunOpen] sees every run that a page belongs to.
  void begin(RunHead head, Task first);

  /// Begins a run for a time of its source's schedule, unless one has begun for that time. Returns
  /// whether it did.
  boolean begin(RunHead head, Task first, Instant scheduledAt);

  /// Whether a run has begun for a time of a source's schedule. Read strongly consistently.
  boolean hasBegun(String source, Instant scheduledAt);

  /// Gives the time that a run began for back, so that another run can begin for it. Another run's
  /// time stays its own.
  void giveBack(String source, Instant scheduledAt, String run);

  /// Ends a task: after all its rows are on their way or kept as failures.
  void end(EndedTask task);

  /// How things stand with a task, read strongly consistently. Empty where its run never began.
  Optional<TaskState> state(Task task);

  /// Admits pages that a task leads to, as far as all pages of its run stay within the limit, and
  /// returns how many. Asked again for the same task, it answers the same.
  int admit(Task task, int pages, int limit);

  /// Adds what a page of a run has brought, and returns what all have so far.
  Usage use(String run, Usage page);

  /// Cancels a run: its tasks end without being worked on. Nothing is summed for it, so that a run
  /// which has settled without anybody having read it since may still be cancelled.
  Cancel cancel(String run, Instant at);

  /// What became of cancelling a run.
  sealed interface Cancel {
    /// It is cancelled, since whoever cancelled it first.
    record Done(Instant at) implements Cancel {}

    /// It had settled without being cancelled.
    record Settled(Instant at) implements Cancel {}

    record NoSuchRun() implements Cancel {}
  }

  /// Writes down that a scheduled scrape was skipped because this run still went on.
  void skip(String run, Instant at);

  /// Ends a batch at a stage.
  void add(Outcome outcome);

  /// Ends several batches.
  default void addAll(Collection<Outcome> outcomes) {
    outcomes.forEach(this::add);
  }

  /// The latest run of a source that is still running, read strongly consistently. A run that has
  /// taken longer than anything of it can be under way is not waited for; one that is too large to
  /// be summed is.
  Optional<String> underWay(String source, String recipe);

  /// Whether every row of the batch is accounted for, at whatever stage. Read strongly
  /// consistently.
  boolean isWhole(Batch<?> batch);

  /// Whether all rows of a page that the run published are in the table. Read strongly
  /// consistently.
  ///
  /// @param batches how many the page has
  boolean isPageStored(String run, String page, int batches);

  /// The latest run that has read rows by the recipe, or may yet read some: not one that redrives
  /// failures.
  Optional<String> latestScrape(String recipe);

  /// Whether the batch has ended at this stage or at a later one.
  boolean hasEnded(Batch<?> batch, Stage stage);

  /// Whether an earlier batch of the same page may still write. Read strongly consistently.
  boolean isEarlierBatchOpen(Batch<?> batch);

  /// Whether a run of the same recipe may still write rows of a page that is older than this one.
  /// Read strongly consistently: a run that began before this page was whole is seen. A run that is
  /// too large to be summed, or was found open a moment ago, counts as one that may.
  boolean isOlderRunOpen(Origin origin);
}
