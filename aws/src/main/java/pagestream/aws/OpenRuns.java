package pagestream.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import pagestream.pipeline.Origin;
import pagestream.pipeline.RunHead;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The runs of each recipe that may still write. Each has a mark of its own in the runs' table,
/// under `open#RECIPE`.
final class OpenRuns {
  /// How long a run that was found open is taken to be so, in seconds: asking for each batch would
  /// read all parts of a large run each time.
  private static final int STAYS_OPEN_SECONDS = 10;

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final Map<String, Instant> openUntil = new ConcurrentHashMap<>();

  OpenRuns(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /// It says no more than its key does; nothing of a run is under way for longer than it is kept.
  static Attributes mark(RunHead head) {
    return new Attributes()
        .with(RunItems.ID, id(head.recipe()))
        .with(RunItems.PART, head.run())
        .with("expires", head.underWayUntil().getEpochSecond());
  }

  private static String id(String recipe) {
    return "open#" + recipe;
  }

  /// The ids of a recipe's runs, the earliest first.
  List<String> of(String recipe) {
    return marks("id = :id AND part > :part", recipe, " ").toList();
  }

  /// Whether a run that began before the page arrived may still write.
  ///
  /// @param isOpen of a run's id; a run that is not open loses its mark
  boolean isOlderOpen(Origin origin, Predicate<String> isOpen) {
    return marks("id = :id AND part < :part", origin.recipe(), origin.page())
        .anyMatch(run -> !run.equals(origin.run()) && isOpen(origin.recipe(), run, isOpen));
  }

  private Stream<String> marks(String condition, String recipe, String part) {
    return new PartQuery(dynamo, table)
        .all(condition, id(recipe), part).stream()
            .filter(this::isInForce)
            .map(mark -> Attributes.text(mark, RunItems.PART));
  }

  /// TTL deletes days late.
  private boolean isInForce(Map<String, AttributeValue> mark) {
    return Attributes.longNumber(mark, "expires") >= clock.instant().getEpochSecond();
  }

  private boolean isOpen(String recipe, String run, Predicate<String> isOpen) {
    Instant now = clock.instant();
    if (openUntil.getOrDefault(run, Instant.MIN).isAfter(now)) {
      return true;
    }
    if (isOpen.test(run)) {
      openUntil.put(run, now.plusSeconds(STAYS_OPEN_SECONDS));
      return true;
    }
    openUntil.remove(run);
    unmark(recipe, run);
    return false;
  }

  void unmark(String recipe, String run) {
    Calls.call(
        "DeleteItem",
        () -> dynamo.deleteItem(r -> r.tableName(table).key(RunItems.key(id(recipe), run))));
  }
}
