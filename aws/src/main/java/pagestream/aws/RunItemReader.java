package pagestream.aws;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.RunRequests;
import pagestream.pipeline.Stage;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the parts of a run from the items that [RunItems] makes of them.
final class RunItemReader {
  private RunItemReader() {}

  static Stage stageOf(Map<String, AttributeValue> outcome) {
    return Stage.of(Attributes.text(outcome, "stage"));
  }

  static RunHead head(Map<String, AttributeValue> item) {
    return new RunHead(
        Attributes.text(item, RunItems.ID),
        Attributes.optionalText(item, "source").orElse(""),
        Attributes.text(item, "recipe"),
        Attributes.text(item, "recipeVersion"),
        Attributes.text(item, "url"),
        Attributes.time(item, "startedAt"));
  }

  /// All parts of a run, its head first.
  static RunParts parts(
      Map<String, AttributeValue> head, List<Map<String, AttributeValue>> others) {
    return FirstVersion.isHead(head)
        ? FirstVersion.read(head, others)
        : new RunParts(
            head(head),
            others.stream()
                .filter(item -> isTask(item, RunItems.FOUND))
                .map(RunItemReader::first)
                .findFirst()
                .orElseThrow(),
            others.stream()
                .filter(item -> isTask(item, RunItems.ENDED))
                .map(RunItemReader::ended)
                .toList(),
            others.stream().filter(RunItemReader::isOutcome).map(RunItemReader::outcome).toList(),
            requests(others));
  }

  private static RunRequests requests(List<Map<String, AttributeValue>> others) {
    return new RunRequests(
        others.stream()
            .filter(item -> part(item).equals(RunItems.CANCELLED))
            .map(item -> Attributes.time(item, "at"))
            .findFirst(),
        others.stream()
            .filter(item -> part(item).startsWith(RunItems.SKIPPED))
            .map(item -> Attributes.time(item, "at"))
            .toList());
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
        Attributes.optionalNumber(item, "unchanged").map(Long::intValue).orElse(0),
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
        .forEach(why -> links.put(NotFollowed.valueOf(why), Attributes.number(counts, why)));
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
