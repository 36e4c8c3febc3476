package pagestream.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import pagestream.pipeline.Origin;
import pagestream.pipeline.RunHead;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The runs of each recipe that may still write. Each has a mark of its own in the runs' table,
/// under `open#RECIPE`.
final class OpenRuns {
  /// How long a run that was found open is taken to be so, at least.
  private static final Duration STAYS_OPEN = Duration.ofSeconds(10);

  /// It is taken to be so for as many times as long as it took to find out.
  private static final int IDLE_SHARE = 20;

  /// Whether a run may still write.
  sealed interface State {
    /// It may, as far as anybody knows.
    ///
    /// @param waitingFor the id of a task that it waits for, where there is one
    record Open(Optional<String> waitingFor) implements State {}

    record Over() implements State {}
  }

  /// @param until when it is looked at again
  private record Seen(State.Open state, Instant until) {}

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

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
        .with(Attributes.EXPIRES, head.underWayUntil().getEpochSecond());
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
  /// @param look at a run, by its id; one that is over loses its mark
  boolean isOlderOpen(Origin origin, Function<String, State> look) {
    return marks("id = :id AND part < :part", origin.recipe(), origin.page())
        .anyMatch(run -> !run.equals(origin.run()) && isOpen(origin.recipe(), run, look));
  }

  private Stream<String> marks(String condition, String recipe, String part) {
    return new PartQuery(dynamo, table)
        .all(condition, id(recipe), part).stream()
            .filter(this::isInForce)
            .map(mark -> Attributes.text(mark, RunItems.PART));
  }

  private boolean isInForce(Map<String, AttributeValue> mark) {
    return !Attributes.isExpired(mark, clock.instant());
  }

  private boolean isOpen(String recipe, String run, Function<String, State> look) {
    Instant now = clock.instant();
    Optional<Seen> before = Optional.ofNullable(seen.get(run));
    if (before.filter(known -> known.until().isAfter(now)).isPresent()) {
      return true;
    }
    State state =
        before
            .map(Seen::state)
            .filter(known -> stillWaits(run, known))
            .<State>map(known -> known)
            .orElseGet(() -> look.apply(run));
    return switch (state) {
      case State.Open open -> {
        seen.put(run, new Seen(open, until(now)));
        yield true;
      }
      case State.Over over -> {
        seen.remove(run);
        unmark(recipe, run);
        yield false;
      }
    };
  }

  /// A run has not settled before each task that it waited for has ended. Asking for one of them
  /// costs a read unit; a look reads all parts of the run.
  private boolean stillWaits(String run, State.Open known) {
    return known
        .waitingFor()
        .filter(
            task -> Calls.read(dynamo, table, RunItems.key(run, RunItems.endOf(task))).isEmpty())
        .isPresent();
  }

  private Instant until(Instant before) {
    Instant now = clock.instant();
    Duration idle = Duration.between(before, now).multipliedBy(IDLE_SHARE);
    return now.plus(idle.compareTo(STAYS_OPEN) > 0 ? idle : STAYS_OPEN);
  }

  void unmark(String recipe, String run) {
    Calls.delete(dynamo, table, RunItems.key(id(recipe), run));
  }
}
