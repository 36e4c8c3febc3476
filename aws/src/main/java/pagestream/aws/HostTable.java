package pagestream.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import pagestream.pacing.Change;
import pagestream.pacing.HostState;
import pagestream.pacing.Hosts;
import pagestream.pipeline.TransientException;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// What is known of each host: one item a host, replaced only if nobody has replaced it since it
/// was read. A host whose item cannot be read is as unknown as one without an item.
public final class HostTable implements Hosts {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Backoff CONFLICTS =
      new Backoff(Duration.ofMillis(10), Duration.ofMillis(500));

  private static final String ID = "id";
  private static final String VERSION = "version";

  private final DynamoDbClient dynamo;
  private final String table;

  public HostTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public <T> T change(String host, Function<HostState, Change<T>> change) {
    Deadline deadline = Deadline.in(LIMIT);
    int tries = 0;
    do {
      Map<String, AttributeValue> item = read(host);
      HostState state = ItemReading.readable(item, HostTable::state).orElse(HostState.UNKNOWN);
      Change<T> made = change.apply(state);
      if (made.state().equals(state) || replace(host, item, made.state())) {
        return made.result();
      }
      tries++;
    } while (CONFLICTS.await(tries, deadline));
    throw new TransientException("the state of " + host + " was changed by others all the time");
  }

  private Map<String, AttributeValue> read(String host) {
    return Calls.read(dynamo, table, Map.of(ID, AttributeValue.fromS(host)));
  }

  private boolean replace(String host, Map<String, AttributeValue> read, HostState state) {
    long version =
        ItemReading.readable(read, item -> Attributes.longNumber(item, VERSION)).orElse(0L);
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(table)
            .item(item(host, state).with(VERSION, version + 1).item())
            .conditionExpression("attribute_not_exists(version) OR version = :version")
            .expressionAttributeValues(
                Map.of(":version", AttributeValue.fromN(Long.toString(version))))
            .build();
    return switch (Calls.put(dynamo, request)) {
      case Calls.PutResult.Done done -> true;
      case Calls.PutResult.ConditionFailed failed -> false;
      case Calls.PutResult.Invalid(String message) -> throw Calls.refused(message);
    };
  }

  /// A host that nobody asks any more is forgotten.
  private static Attributes item(String host, HostState state) {
    Map<String, Object> open = new HashMap<>();
    state.open().forEach((request, end) -> open.put(request, end.toString()));
    return new Attributes()
        .with(ID, host)
        .with("nextTurn", state.nextTurn().toString())
        .with("lastStart", state.lastStart().toString())
        .with("delayMillis", state.delay().toMillis())
        .with("failures", state.failures())
        .with("closedUntil", state.closedUntil().toString())
        .with("open", open)
        .with(Attributes.EXPIRES, latest(state).plus(Retention.HOSTS).getEpochSecond());
  }

  private static Instant latest(HostState state) {
    return state.nextTurn().isAfter(state.closedUntil()) ? state.nextTurn() : state.closedUntil();
  }

  private static HostState state(Map<String, AttributeValue> item) {
    Map<String, Instant> open = new HashMap<>();
    Attributes.map(item, "open")
        .forEach((request, end) -> open.put(request, Instant.parse(end.s())));
    return new HostState(
        Attributes.time(item, "nextTurn"),
        Attributes.time(item, "lastStart"),
        Duration.ofMillis(Attributes.longNumber(item, "delayMillis")),
        Attributes.number(item, "failures"),
        Attributes.time(item, "closedUntil"),
        open);
  }
}
