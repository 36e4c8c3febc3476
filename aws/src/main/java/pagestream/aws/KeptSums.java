package pagestream.aws;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pagestream.pipeline.Progress;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunNotes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a run's head keeps of a run that nothing can change any more.
final class KeptSums {
  /// The head's attribute.
  static final String NAME = "sums";

  private KeptSums() {}

  static boolean areIn(Map<String, AttributeValue> head) {
    return head.containsKey(NAME);
  }

  static Map<String, Object> of(Run run) {
    Map<String, Object> sums = new HashMap<>();
    sums.put("tasksFound", run.tasks().found());
    sums.put("tasksEnded", run.tasks().ended());
    sums.put("tasksFailed", run.tasks().failed());
    sums.put("notFollowed", run.tasks().notFollowed());
    sums.put("found", run.counts().found());
    sums.put("stored", run.counts().stored());
    sums.put("unchanged", run.counts().unchanged());
    sums.put("stale", run.counts().stale());
    sums.put("failed", run.counts().failed());
    sums.put("url", run.url());
    sums.put("fetchMillis", run.fetchMillis());
    sums.put("settledAt", run.settledAt().orElseThrow().toString());
    sums.put("skipped", run.notes().skipped().stream().map(Instant::toString).toList());
    Optional.ofNullable(run.error()).ifPresent(error -> sums.put("error", error));
    return sums;
  }

  static Run read(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> sums = Attributes.map(item, NAME);
    RunHead head = RunItemReader.head(item);
    Run.Tasks tasks = tasks(sums);
    Instant settledAt = settledAt(item);
    return new Run(
        head,
        new RunNotes(RunItemReader.cancelledAt(item), Attributes.times(sums, "skipped")),
        tasks,
        Progress.settled(head, tasks.ended(), settledAt),
        counts(sums),
        Run.WaitingFor.NOTHING,
        Attributes.text(sums, "url"),
        Attributes.longNumber(sums, "fetchMillis"),
        Attributes.optionalText(sums, "error").orElse(null),
        Optional.of(settledAt),
        true);
  }

  /// When the run had settled whose sums are there.
  static Instant settledAt(Map<String, AttributeValue> item) {
    return Attributes.time(Attributes.map(item, NAME), "settledAt");
  }

  private static Run.Tasks tasks(Map<String, AttributeValue> sums) {
    return new Run.Tasks(
        Attributes.number(sums, "tasksFound"),
        Attributes.number(sums, "tasksEnded"),
        Attributes.number(sums, "tasksFailed"),
        RunItemReader.notFollowed(sums));
  }

  private static Run.Counts counts(Map<String, AttributeValue> sums) {
    return new Run.Counts(
        Attributes.number(sums, "found"),
        Attributes.number(sums, "stored"),
        Attributes.number(sums, "unchanged"),
        Attributes.number(sums, "stale"),
        Attributes.number(sums, "failed"));
  }
}
