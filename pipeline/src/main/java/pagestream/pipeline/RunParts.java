package pagestream.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// All that is written down of a run.
public record RunParts(
    RunHead head, List<FoundTask> found, List<EndedTask> ended, List<Outcome> outcomes) {

  /// A batch of a page.
  public record BatchKey(String page, int batch) {}

  /// The outcome that stands for each batch: the latest stage's.
  Map<BatchKey, Outcome> standing() {
    Map<BatchKey, Outcome> standing = new HashMap<>();
    for (Outcome outcome : outcomes) {
      standing.merge(new BatchKey(outcome.page(), outcome.batch()), outcome, RunParts::later);
    }
    return standing;
  }

  private static Outcome later(Outcome one, Outcome other) {
    return one.stage().compareTo(other.stage()) >= 0 ? one : other;
  }

  Set<String> endedTasks() {
    return ended.stream().map(task -> task.origin().task()).collect(Collectors.toSet());
  }
}
