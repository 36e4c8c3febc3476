package pagestream.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A run as people see it: its head and the sums of its parts. Counts are exact because they are
/// never counted up: each is summed from parts that are written once.
///
/// @param url the page of a run of one page, as it was finally fetched; else where the run began
/// @param fetchMillis how long fetching took, in milliseconds, of all pages together
/// @param error id of the failure that ended a task, of the first one that has any
/// @param settledAt when the last row was accounted for; empty while some are not
/// @param isFinal whether nothing that is still on its way can change it
public record Run(
    RunHead head,
    RunNotes notes,
    Tasks tasks,
    Progress progress,
    Counts counts,
    WaitingFor waitingFor,
    String url,
    long fetchMillis,
    @Nullable String error,
    Optional<Instant> settledAt,
    boolean isFinal) {
  /// The longest that a batch can be under way: a day on each stream, and a day in hand.
  public static final Duration LONGEST_WAY = Duration.ofDays(3);

  public enum Status {
    /// Rows are still on their way.
    RUNNING,
    /// Every row is accounted for.
    SETTLED,
    /// Settled, and no row had changed.
    UNCHANGED,
    /// No page could be used, or no row of any, though none was left because it was cancelled.
    FAILED;

    /// The name outside of Java.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How many tasks it has.
  ///
  /// @param failed those of the ended ones whose page failed
  /// @param notFollowed links that did not become tasks, by what kept them from it
  public record Tasks(int found, int ended, int failed, Map<NotFollowed, Integer> notFollowed) {
    /// Those that have not ended.
    public int waiting() {
      return found - ended;
    }
  }

  /// Rows, by what became of them.
  public record Counts(int found, int stored, int unchanged, int stale, int failed) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts with(EndedTask task) {
      return new Counts(
          found + task.found(),
          stored,
          unchanged + task.unchanged(),
          stale,
          failed + task.failed());
    }

    Counts with(Outcome outcome) {
      return new Counts(
          found,
          stored + outcome.stored(),
          unchanged + outcome.unchanged(),
          stale + outcome.stale(),
          failed + outcome.failed());
    }

    boolean isWhole() {
      return stored + unchanged + stale + failed == found;
    }
  }

  /// What a run that has not settled still waits for.
  public record WaitingFor(List<FoundTask> tasks, List<RunParts.BatchKey> batches) {
    public static final WaitingFor NOTHING = new WaitingFor(List.of(), List.of());

    boolean isNothing() {
      return equals(NOTHING);
    }
  }

  public Status status() {
    if (settledAt.isEmpty()) {
      return Status.RUNNING;
    }
    if (hasFailed()) {
      return Status.FAILED;
    }
    return counts.found() > 0 && counts.unchanged() == counts.found()
        ? Status.UNCHANGED
        : Status.SETTLED;
  }

  /// Of a run that was cancelled, the pages that were left might have been of use.
  private boolean hasFailed() {
    boolean isOfNoUse = counts.failed() == counts.found();
    boolean isEmpty = counts.found() == 0 && tasks.failed() == 0;
    return isOfNoUse && !isEmpty && !tasks.notFollowed().containsKey(NotFollowed.CANCELLED);
  }

  /// Whether it has read rows that did not fail, or may yet: not if it sends failures again.
  public boolean hasRead() {
    boolean isOfUse = counts.found() > counts.failed();
    return head.kind() == RunKind.SCRAPE && (isOfUse || settledAt.isEmpty());
  }

  /// Whether rows of it may still be written: neither is it final, nor has the longest time passed
  /// that rows can be under way.
  public boolean isOpen(Instant now) {
    return !isFinal && head.underWayUntil().isAfter(now);
  }

  /// Whether it still goes on.
  public boolean isUnderWay(Instant now) {
    return status() == Status.RUNNING && head.underWayUntil().isAfter(now);
  }

  /// Whether it still goes on though it should have settled.
  public boolean isOverdue(Instant now) {
    return status() == Status.RUNNING && head.isLate(now);
  }

  public static Run of(RunParts parts, Instant now) {
    return new SumOfParts(parts, now).run();
  }
}
