package pagestream.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Adds a run's parts up.
final class SumOfParts {
  private final RunParts parts;
  private final Instant now;
  private final List<EndedTask> ended = new ArrayList<>();
  private final List<FoundTask> waitingTasks = new ArrayList<>();
  private final List<RunParts.BatchKey> waitingBatches = new ArrayList<>();
  private final Map<NotFollowed, Integer> notFollowed = new EnumMap<>(NotFollowed.class);
  private Run.Counts counts = Run.Counts.NONE;
  private boolean isGivenUp;
  private Instant last;

  SumOfParts(RunParts parts, Instant now) {
    this.parts = parts;
    this.now = now;
    this.last = parts.head().startedAt();
  }

  Run run() {
    for (RunTask task : parts.tasks()) {
      task.end().ifPresentOrElse(ended::add, () -> waitingTasks.add(task.task()));
    }
    Map<RunParts.BatchKey, Outcome> standing = parts.standing();
    ended.forEach(task -> add(task, standing));
    Run.WaitingFor waitingFor = new Run.WaitingFor(waitingTasks, waitingBatches);
    boolean isSettled = waitingFor.isNothing() && counts.isWhole();
    return new Run(
        parts.head(),
        parts.notes(),
        tasks(),
        progress(isSettled),
        counts,
        waitingFor,
        url(),
        ended.stream().mapToLong(EndedTask::fetchMillis).sum(),
        errors().findFirst().orElse(null),
        isSettled ? Optional.of(last) : Optional.empty(),
        isSettled && (!isGivenUp || !parts.head().underWayUntil().isAfter(now)));
  }

  private Run.Tasks tasks() {
    return new Run.Tasks(
        ended.size() + waitingTasks.size(),
        ended.size(),
        (int) errors().count(),
        Map.copyOf(notFollowed));
  }

  private Progress progress(boolean isSettled) {
    return isSettled
        ? Progress.settled(parts.head(), ended.size(), last)
        : Progress.underWay(parts.head(), ended, waitingTasks.size(), now);
  }

  private Stream<String> errors() {
    return ended.stream().flatMap(task -> Optional.ofNullable(task.error()).stream());
  }

  private void add(EndedTask task, Map<RunParts.BatchKey, Outcome> standing) {
    counts = counts.with(task);
    task.leads().notFollowed().forEach((why, links) -> notFollowed.merge(why, links, Integer::sum));
    until(task.at());
    for (int batch = 0; batch < task.batches(); batch++) {
      RunParts.BatchKey key = new RunParts.BatchKey(task.origin().countedAs(), batch);
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
