package pagestream.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    Tasks tasks,
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
    /// No page could be used, or no row of any.
    FAILED
  }

  /// How many tasks it has.
  ///
  /// @param failed those of the ended ones whose page failed
  /// @param notFollowed links that did not become tasks, by what kept them from it
  public record Tasks(int found, int ended, int failed, Map<NotFollowed, Integer> notFollowed) {}

  /// Rows, by what became of them.
  public record Counts(int found, int stored, int unchanged, int stale, int failed) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    private Counts with(EndedTask task) {
      return new Counts(found + task.found(), stored, unchanged, stale, failed + task.failed());
    }

    private Counts with(Outcome outcome) {
      return new Counts(
          found,
          stored + outcome.stored(),
          unchanged + outcome.unchanged(),
          stale + outcome.stale(),
          failed + outcome.failed());
    }

    private boolean isWhole() {
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
    if (counts.failed() == counts.found()) {
      return Status.FAILED;
    }
    return counts.unchanged() == counts.found() ? Status.UNCHANGED : Status.SETTLED;
  }

  /// Whether rows of it may still be written: neither is it final, nor has the longest time passed
  /// that rows can be under way.
  public boolean isOpen(Instant now) {
    return !isFinal && head.underWayUntil().isAfter(now);
  }

  public static Run of(RunParts parts, Instant now) {
    return new Sum(parts, now).run();
  }

  /// Adds a run's parts up.
  private static final class Sum {
    private final RunParts parts;
    private final Instant now;
    private final List<EndedTask> ended = new ArrayList<>();
    private final List<FoundTask> waitingTasks = new ArrayList<>();
    private final List<RunParts.BatchKey> waitingBatches = new ArrayList<>();
    private final Map<NotFollowed, Integer> notFollowed = new EnumMap<>(NotFollowed.class);
    private Counts counts = Counts.NONE;
    private boolean isGivenUp;
    private Instant last;

    Sum(RunParts parts, Instant now) {
      this.parts = parts;
      this.now = now;
      this.last = parts.head().startedAt();
    }

    Run run() {
      for (RunParts.Known known : parts.tasks()) {
        known.end().ifPresentOrElse(ended::add, () -> waitingTasks.add(known.task()));
      }
      Map<RunParts.BatchKey, Outcome> standing = parts.standing();
      ended.forEach(task -> add(task, standing));
      WaitingFor waitingFor = new WaitingFor(waitingTasks, waitingBatches);
      boolean isSettled = waitingFor.isNothing() && counts.isWhole();
      return new Run(
          parts.head(),
          tasks(),
          counts,
          waitingFor,
          url(),
          ended.stream().mapToLong(EndedTask::fetchMillis).sum(),
          errors().findFirst().orElse(null),
          isSettled ? Optional.of(last) : Optional.empty(),
          isSettled && (!isGivenUp || !parts.head().underWayUntil().isAfter(now)));
    }

    private Tasks tasks() {
      return new Tasks(
          ended.size() + waitingTasks.size(),
          ended.size(),
          (int) errors().count(),
          Map.copyOf(notFollowed));
    }

    private Stream<String> errors() {
      return ended.stream().flatMap(task -> Optional.ofNullable(task.error()).stream());
    }

    private void add(EndedTask task, Map<RunParts.BatchKey, Outcome> standing) {
      counts = counts.with(task);
      task.leads()
          .notFollowed()
          .forEach((why, links) -> notFollowed.merge(why, links, Integer::sum));
      until(task.at());
      for (int batch = 0; batch < task.batches(); batch++) {
        RunParts.BatchKey key = new RunParts.BatchKey(task.origin().page(), batch);
        Outcome outcome = standing.get(key);
        if (outcome != null) {
          counts = counts.with(outcome);
          isGivenUp |= outcome.isGivenUp();
          until(outcome.at());
        }
        if (outcome == null || !outcome.isWhole()) {
          waitingBatches.add(key);
        }
      }
    }

    private void until(Instant time) {
      last = time.isAfter(last) ? time : last;
    }

    private String url() {
      return waitingTasks.isEmpty() && ended.size() == 1
          ? ended.getFirst().origin().url()
          : parts.head().url();
    }
  }
}
