package pagestream.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunKind;
import pagestream.pipeline.RunNotes;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.Stage;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the parts of a run from the items that [RunItems] makes of them, one after the other: what
/// it keeps of an item is much smaller than the item.
final class RunItemReader {
  private final Map<String, AttributeValue> head;
  private final List<EndedTask> ended = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Instant> skipped = new ArrayList<>();
  private final List<Map<String, AttributeValue>> ofFirstVersion = new ArrayList<>();
  private Optional<FoundTask> first = Optional.empty();

  RunItemReader(Map<String, AttributeValue> head) {
    this.head = head;
  }

  /// Any part but the head; what is no part of the sums is left out.
  void add(Map<String, AttributeValue> item) {
    if (FirstVersion.isHead(head)) {
      ofFirstVersion.add(item);
    } else if (isOutcome(item)) {
      outcomes.add(outcome(item));
    } else if (isTask(item, RunItems.ENDED)) {
      ended.add(ended(item));
    } else if (isTask(item, RunItems.FOUND)) {
      first = Optional.of(first(item));
    } else if (part(item).startsWith(RunItems.SKIPPED)) {
      skipped.add(Attributes.time(item, "at"));
    }
  }

  /// All that was added.
  RunParts parts() {
    return FirstVersion.isHead(head)
        ? FirstVersion.read(head, ofFirstVersion)
        : new RunParts(
            head(head),
            first.orElseThrow(RunItemReader::noFirst),
            ended,
            outcomes,
            new RunNotes(cancelledAt(head), skipped));
  }

  private static UnreadableItemException noFirst() {
    return new UnreadableItemException("expected the task that the run began with, found none");
  }

  static Optional<Instant> cancelledAt(Map<String, AttributeValue> head) {
    return Attributes.optionalTime(head, RunItems.CANCELLED_AT);
  }

  static Stage stageOf(Map<String, AttributeValue> outcome) {
    return Attributes.parsed(outcome, "stage", Stage::of);
  }

  /// Empty where the head is of a version that did not keep it.
  static Optional<Duration> time(Map<String, AttributeValue> head) {
    return Attributes.optionalNumber(head, RunItems.SECONDS).map(Duration::ofSeconds);
  }

  /// Where no time was kept, none is added to what rows of the run can be under way.
  static RunHead head(Map<String, AttributeValue> item) {
    return new RunHead(
        Attributes.text(item, RunItems.ID),
        Attributes.optionalText(item, "source").orElse(""),
        Attributes.text(item, "recipe"),
        Attributes.text(item, "recipeVersion"),
        Attributes.text(item, "url"),
        Attributes.time(item, "startedAt"),
        time(item).orElse(Duration.ZERO),
        Attributes.optionalText(item, RunItems.KIND).map(RunKind::of).orElse(RunKind.SCRAPE));
  }

  private static String part(Map<String, AttributeValue> item) {
    return Attributes.text(item, RunItems.PART);
  }

  private static boolean isTask(Map<String, AttributeValue> item, String what) {
    return part(item).startsWith(RunItems.TASK) && part(item).endsWith(what);
  }

  static boolean isOutcome(Map<String, AttributeValue> item) {
    return part(item).startsWith(RunItems.OUTCOME);
  }

  private static FoundTask first(Map<String, AttributeValue> item) {
    String part = part(item);
    return new FoundTask(
        part.substring(RunItems.TASK.length(), part.length() - RunItems.FOUND.length()),
        Attributes.text(item, "url"));
  }

  private static EndedTask ended(Map<String, AttributeValue> item) {
    return new EndedTask(
        Attributes.origin(item, RunItems.ID),
        Attributes.number(item, "found"),
        Attributes.optionalInt(item, "unchanged").orElse(0),
        Attributes.number(item, "failed"),
        Attributes.number(item, "batches"),
        Attributes.longNumber(item, "fetchMillis"),
        Attributes.optionalText(item, "error").orElse(null),
        new Leads(leads(item), notFollowed(item)),
        Attributes.time(item, "at"));
  }

  private static List<FoundTask> leads(Map<String, AttributeValue> item) {
    return Attributes.maps(item, "leads").stream().map(RunItemReader::lead).toList();
  }

  /// The version before kept no time.
  private static FoundTask lead(Map<String, AttributeValue> lead) {
    return new FoundTask(
        Attributes.text(lead, "task"),
        Attributes.text(lead, "url"),
        Attributes.optionalTime(lead, "notBefore"));
  }

  /// Links by what kept them from being followed.
  static Map<NotFollowed, Integer> notFollowed(Map<String, AttributeValue> item) {
    Map<NotFollowed, Integer> links = new EnumMap<>(NotFollowed.class);
    Map<String, AttributeValue> counts = Attributes.optionalMap(item, "notFollowed");
    counts
        .keySet()
        .forEach(why ->
            links.put(
                Attributes.parse("notFollowed", why, NotFollowed::valueOf),
                Attributes.number(counts, why)));
    return Map.copyOf(links);
  }

  static Outcome outcome(Map<String, AttributeValue> item) {
    return new Outcome(
        Attributes.text(item, RunItems.ID),
        Attributes.text(item, "page"),
        Attributes.number(item, "batch"),
        stageOf(item),
        Attributes.number(item, "rows"),
        Attributes.number(item, "stored"),
        Attributes.number(item, "unchanged"),
        Attributes.number(item, "stale"),
        Attributes.number(item, "failed"),
        Attributes.flag(item, "isGivenUp"),
        Attributes.time(item, "at"));
  }
}
