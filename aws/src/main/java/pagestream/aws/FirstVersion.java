package pagestream.aws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.RunNotes;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads runs that version 0.1 began. A run was one page, its head said what was found on it, and
/// the outcomes of a batch (`outcome#STAGE#BATCH`) added up, each stage counting its own rows.
final class FirstVersion {
  private FirstVersion() {}

  static boolean isHead(Map<String, AttributeValue> head) {
    return head.containsKey("found");
  }

  static RunParts read(Map<String, AttributeValue> head, List<Map<String, AttributeValue>> others) {
    Origin origin = Attributes.origin(head, RunItems.ID);
    Task task = new Task(origin.run(), origin.source(), origin.recipe(), origin.url());
    Origin ended = origin.ofTask(task.id());
    List<Outcome> outcomes = new ArrayList<>();
    batches(others).forEach((batch, items) -> outcomes.add(sum(ended, batch, items)));
    return new RunParts(
        RunItemReader.head(head),
        task.found(),
        List.of(
            new EndedTask(
                ended,
                Attributes.number(head, "found"),
                0,
                outcomes.isEmpty() ? 0 : outcomes.getLast().batch() + 1,
                Attributes.longNumber(head, "fetchMillis"),
                Attributes.optionalText(head, "error").orElse(null),
                Leads.NONE,
                origin.scrapedAt())),
        outcomes,
        new RunNotes(RunItemReader.cancelledAt(head), List.of()));
  }

  private static Map<Integer, List<Map<String, AttributeValue>>> batches(
      List<Map<String, AttributeValue>> parts) {
    Map<Integer, List<Map<String, AttributeValue>>> batches = new TreeMap<>();
    parts.stream()
        .filter(RunItemReader::isOutcome)
        .forEach(item ->
            batches
                .computeIfAbsent(Attributes.number(item, "batch"), batch -> new ArrayList<>())
                .add(item));
    return batches;
  }

  /// All that counts of a batch, as one outcome. What was handed on is not known to be missing
  /// before its own outcome is there: the run's counts then fall short of what was found.
  private static Outcome sum(Origin origin, int batch, List<Map<String, AttributeValue>> items) {
    List<Map<String, AttributeValue>> outcomes = counting(items);
    int stored = sum(outcomes, "stored");
    int unchanged = sum(outcomes, "unchanged");
    int stale = sum(outcomes, "stale");
    int failed = sum(outcomes, "failed");
    return new Outcome(
        origin.run(),
        origin.page(),
        batch,
        Stage.WRITER,
        stored + unchanged + stale + failed,
        stored,
        unchanged,
        stale,
        failed,
        false,
        outcomes.stream()
            .map(item -> Attributes.time(item, "at"))
            .max(Comparable::compareTo)
            .orElseThrow());
  }

  /// That version's own outcomes, and the latest of those that this version wrote at another stage:
  /// batches may have been under way when it took over.
  private static List<Map<String, AttributeValue>> counting(
      List<Map<String, AttributeValue>> items) {
    List<Map<String, AttributeValue>> counting =
        new ArrayList<>(items.stream().filter(item -> !isLater(item)).toList());
    Set<Stage> stages = counting.stream().map(RunItemReader::stageOf).collect(Collectors.toSet());
    items.stream()
        .filter(item -> isLater(item) && !stages.contains(RunItemReader.stageOf(item)))
        .max(Comparator.comparing(RunItemReader::stageOf))
        .ifPresent(counting::add);
    return counting;
  }

  private static boolean isLater(Map<String, AttributeValue> outcome) {
    return outcome.containsKey("rows");
  }

  private static int sum(List<Map<String, AttributeValue>> outcomes, String count) {
    return outcomes.stream().mapToInt(item -> Attributes.number(item, count)).sum();
  }
}
