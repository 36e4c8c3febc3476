package pagestream.pipeline;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// All that is written down of a run.
///
/// @param first the task that it began with
public record RunParts(
    RunHead head, FoundTask first, List<EndedTask> ended, List<Outcome> outcomes, RunNotes notes) {

  /// A batch of a page.
  public record BatchKey(String page, int batch) {}

  /// A run of which nothing was noted.
  public RunParts(RunHead head, FoundTask first, List<EndedTask> ended, List<Outcome> outcomes) {
    this(head, first, ended, outcomes, RunNotes.NONE);
  }

  /// The tasks that count: the first one, and those that an ended one among them led to, breadth
  /// first.
  public Collection<RunTask> tasks() {
    Map<String, EndedTask> ends =
        ended.stream().collect(Collectors.toMap(end -> end.origin().task(), Function.identity()));
    Map<String, RunTask> known = new LinkedHashMap<>();
    Deque<FoundTask> next = new ArrayDeque<>(List.of(first));
    while (!next.isEmpty()) {
      FoundTask task = next.poll();
      Optional<EndedTask> end = Optional.ofNullable(ends.get(task.id()));
      if (known.putIfAbsent(task.id(), new RunTask(task, end)) == null) {
        end.ifPresent(ended -> next.addAll(ended.leads().tasks()));
      }
    }
    return known.values();
  }

  /// The outcome that stands for each batch: the latest stage's.
  Map<BatchKey, Outcome> standing() {
    return standing(outcomes);
  }

  /// Whether all rows of a page are in the table.
  ///
  /// @param outcomes of the page's batches
  /// @param batches how many the page has
  public static boolean isPageStored(List<Outcome> outcomes, int batches) {
    Collection<Outcome> standing = standing(outcomes).values();
    return standing.size() == batches && standing.stream().allMatch(Outcome::isInTable);
  }

  /// Whether a batch of a page with a lower number than this one may still write. One that was
  /// given up may be on its way all the same.
  ///
  /// @param outcomes of the page's batches
  public static boolean isEarlierBatchOpen(List<Outcome> outcomes, int number) {
    Set<Integer> over =
        outcomes.stream()
            .filter(outcome -> outcome.isWhole() && !outcome.isGivenUp())
            .map(Outcome::batch)
            .collect(Collectors.toSet());
    return !IntStream.range(0, number).allMatch(over::contains);
  }

  private static Map<BatchKey, Outcome> standing(List<Outcome> outcomes) {
    Map<BatchKey, Outcome> standing = new HashMap<>();
    for (Outcome outcome : outcomes) {
      standing.merge(new BatchKey(outcome.page(), outcome.batch()), outcome, RunParts::later);
    }
    return standing;
  }

  private static Outcome later(Outcome one, Outcome other) {
    return one.stage().compareTo(other.stage()) >= 0 ? one : other;
  }
}
