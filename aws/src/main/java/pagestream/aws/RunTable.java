package pagestream.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Filter;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The runs' table, whose items [RunItems] describes. The index `newest` lists the heads.
///
/// A run that nothing can change any more gets its sums written into its head by whoever reads it
/// first, and is no longer among the open ones of its recipe: reading it costs one item from then
/// on, however many batches it had.
public final class RunTable implements Runs {
  /// How long a run that was found open is taken to be so, in seconds: asking for each batch would
  /// read all parts of a large run each time.
  private static final int STAYS_OPEN_SECONDS = 10;

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final Set<String> remembered = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> openUntil = new ConcurrentHashMap<>();

  public RunTable(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  @Override
  public void begin(RunHead head, FoundTask first) {
    List<TransactWriteItem> parts =
        Stream.of(RunItems.openRun(head), RunItems.head(head), RunItems.found(first))
            .map(this::putOnce)
            .toList();
    remember(head.recipe());
    Calls.call(
        "TransactWriteItems",
        () -> {
          try {
            return dynamo.transactWriteItems(r -> r.transactItems(parts));
          } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(RunTable::isThere)) {
              return e; // it has begun before
            }
            throw e;
          }
        });
  }

  /// Asked once for each recipe and process: it is there from the first run on.
  private void remember(String recipe) {
    if (!remembered.contains(recipe)) {
      Calls.putOnce(dynamo, table, RunItems.recipe(recipe));
      remembered.add(recipe);
    }
  }

  /// The names of all recipes that a run was ever begun with.
  public Set<String> recipes() {
    return queryAll("id = :id AND part > :part", RunItems.RECIPES, " ").stream()
        .map(item -> Attributes.text(item, RunItems.PART))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private TransactWriteItem putOnce(Attributes attributes) {
    return TransactWriteItem.builder()
        .put(p -> p.tableName(table).item(attributes.item()).conditionExpression(Calls.NOT_THERE))
        .build();
  }

  private static boolean isThere(CancellationReason reason) {
    return "ConditionalCheckFailed".equals(reason.code());
  }

  @Override
  public void end(EndedTask task) {
    Calls.putOnce(dynamo, table, RunItems.ended(task));
  }

  @Override
  public void add(Outcome outcome) {
    Calls.putOnce(dynamo, table, RunItems.outcome(outcome));
  }

  @Override
  public boolean hasEnded(Batch<?> batch, Stage stage) {
    String outcomes = RunItems.outcomesOf(batch.origin().page(), batch.number());
    return queryAll("id = :id AND begins_with(part, :part)", batch.origin().run(), outcomes)
        .stream()
        .anyMatch(outcome -> RunItems.stageOf(outcome).compareTo(stage) >= 0);
  }

  @Override
  public boolean isOlderRunOpen(Origin origin) {
    return queryAll("id = :id AND part < :part", RunItems.open(origin.recipe()), origin.page())
        .stream()
        .filter(item -> !RunItems.isExpired(item, clock.instant())) // TTL deletes days late
        .map(item -> Attributes.text(item, RunItems.PART))
        .anyMatch(run -> !run.equals(origin.run()) && isOpen(origin.recipe(), run));
  }

  /// Where it is not, it is no longer listed among the open ones.
  private boolean isOpen(String recipe, String run) {
    Instant now = clock.instant();
    if (openUntil.getOrDefault(run, Instant.MIN).isAfter(now)) {
      return true;
    }
    boolean isOpen = find(run).filter(found -> found.isOpen(now)).isPresent();
    if (isOpen) {
      openUntil.put(run, now.plusSeconds(STAYS_OPEN_SECONDS));
    } else {
      openUntil.remove(run);
      delist(recipe, run);
    }
    return isOpen;
  }

  @Override
  public Optional<Run> find(String run) {
    if (!Keys.canBePartition(run) || run.equals(RunItems.RECIPES)) {
      return Optional.empty();
    }
    Map<String, AttributeValue> head = readHead(run);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    if (head.containsKey(RunItems.SUMS)) {
      return Optional.of(RunItems.readSums(head));
    }
    Run found =
        Run.of(
            RunItems.read(head, queryAll("id = :id AND part > :part", run, RunItems.HEAD)),
            clock.instant());
    if (found.isFinal()) {
      close(found);
    }
    return Optional.of(found);
  }

  private Map<String, AttributeValue> readHead(String run) {
    return Calls.call(
            "GetItem",
            () ->
                dynamo.getItem(r ->
                    r.tableName(table).key(RunItems.key(run, RunItems.HEAD)).consistentRead(true)))
        .item();
  }

  /// The sums first: a run that is no longer listed must be known to have settled.
  private void close(Run run) {
    keepSums(run);
    delist(run.head().recipe(), run.head().run());
  }

  /// Unless TTL has deleted the head in between.
  private void keepSums(Run run) {
    Calls.call(
        "UpdateItem",
        () -> {
          try {
            return dynamo.updateItem(r ->
                r.tableName(table)
                    .key(RunItems.key(run.head().run(), RunItems.HEAD))
                    .updateExpression("SET sums = :sums")
                    .conditionExpression("attribute_exists(id)")
                    .expressionAttributeValues(Map.of(":sums", Attributes.of(RunItems.sums(run)))));
          } catch (ConditionalCheckFailedException e) {
            return e;
          }
        });
  }

  private void delist(String recipe, String run) {
    Calls.call(
        "DeleteItem",
        () ->
            dynamo.deleteItem(
                r -> r.tableName(table).key(RunItems.key(RunItems.open(recipe), run))));
  }

  /// Newest first, unless the request says otherwise.
  public Slice<Run> slice(SliceRequest request) {
    Slice<Map<String, AttributeValue>> heads =
        new SliceQuery(
                dynamo,
                table,
                Optional.of("newest"),
                List.of("kind", RunItems.ID, RunItems.PART),
                new Filter.Equal("kind", "run"))
            .slice(request);
    List<Optional<Run>> runs =
        Parallel.map(heads.items(), head -> find(Attributes.text(head, RunItems.ID)));
    return new Slice<>(runs.stream().flatMap(Optional::stream).toList(), heads.next());
  }

  /// Strongly consistent: what it finds was written a moment ago, or must not be missed.
  private List<Map<String, AttributeValue>> queryAll(String condition, String id, String part) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression(condition)
            .expressionAttributeValues(
                Map.of(":id", AttributeValue.fromS(id), ":part", AttributeValue.fromS(part)))
            .build();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    do {
      QueryRequest.Builder next = request.toBuilder();
      if (!from.isEmpty()) {
        next.exclusiveStartKey(from);
      }
      QueryResponse response = Calls.call("Query", () -> dynamo.query(next.build()));
      items.addAll(response.items());
      from = response.lastEvaluatedKey();
    } while (!from.isEmpty());
    return items;
  }
}
