package pagestream.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.RunTask;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.Usage;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The runs' table, whose items [RunItems] describes. The index `newest` lists the heads.
///
/// A run that nothing can change any more gets its sums written into its head by whoever reads it
/// first, and is no longer among the open ones of its recipe: reading it costs one item from then
/// on, however many batches it had.
public final class RunTable implements Runs {
  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final PartQuery parts;
  private final OpenRuns open;
  private final RunRecipes recipes;
  private final RunBudget budget;
  private final RunUsage usage;

  public RunTable(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
    this.parts = new PartQuery(dynamo, table);
    this.open = new OpenRuns(dynamo, table, clock);
    this.recipes = new RunRecipes(dynamo, table);
    this.budget = new RunBudget(dynamo, table, clock);
    this.usage = new RunUsage(dynamo, table, clock);
  }

  @Override
  public void begin(RunHead head, Task first) {
    List<TransactWriteItem> items =
        Stream.of(OpenRuns.mark(head), RunItems.head(head), RunItems.first(first, head.startedAt()))
            .map(this::putOnce)
            .toList();
    recipes.remember(head.recipe());
    Calls.call(
        "TransactWriteItems",
        () -> {
          try {
            return dynamo.transactWriteItems(r -> r.transactItems(items));
          } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(RunTable::isThere)) {
              return e; // it has begun before
            }
            throw e;
          }
        });
  }

  /// The names of all recipes that a run was ever begun with.
  public Set<String> recipes() {
    return recipes.all();
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
  public Optional<TaskState> state(Task task) {
    Map<String, Map<String, AttributeValue>> parts =
        standing(
            task.run(),
            RunItems.HEAD,
            RunItems.endOf(task.id()),
            RunItems.CANCELLED,
            RunUsage.PART);
    if (!parts.containsKey(RunItems.HEAD)) {
      return Optional.empty();
    }
    if (parts.containsKey(RunItems.endOf(task.id()))) {
      return Optional.of(new TaskState.Ended());
    }
    return Optional.of(
        parts.containsKey(RunItems.CANCELLED)
            ? new TaskState.Cancelled()
            : new TaskState.Open(RunUsage.read(parts.getOrDefault(RunUsage.PART, Map.of()))));
  }

  /// Which of a run's parts there are, with what [RunUsage] reads of them.
  private Map<String, Map<String, AttributeValue>> standing(String run, String... parts) {
    KeysAndAttributes keys =
        KeysAndAttributes.builder()
            .keys(Arrays.stream(parts).map(part -> RunItems.key(run, part)).toList())
            .projectionExpression(RunItems.PART + ", #rows, #bytes")
            .expressionAttributeNames(RunUsage.NAMES)
            .consistentRead(true)
            .build();
    BatchGetItemResponse response =
        Calls.call(
            "BatchGetItem", () -> dynamo.batchGetItem(r -> r.requestItems(Map.of(table, keys))));
    if (response.hasUnprocessedKeys() && !response.unprocessedKeys().isEmpty()) {
      throw new TransientException("BatchGetItem was throttled");
    }
    return response.responses().getOrDefault(table, List.of()).stream()
        .collect(Collectors.toMap(item -> Attributes.text(item, RunItems.PART), item -> item));
  }

  @Override
  public int admit(Task task, int pages, int limit) {
    return budget.admit(task, pages, limit);
  }

  @Override
  public Usage use(String run, Usage page) {
    return usage.add(run, page);
  }

  @Override
  public void cancel(String run, Instant at) {
    Calls.putOnce(dynamo, table, RunItems.cancelled(run, at));
  }

  @Override
  public void skip(String run, Instant at) {
    Calls.putOnce(dynamo, table, RunItems.skipped(run, at));
  }

  @Override
  public Optional<String> underWay(String source, String recipe) {
    return open.of(recipe).reversed().stream()
        .filter(run -> isUnderWay(run, source, recipe))
        .findFirst();
  }

  /// A run that is known to have settled, or is no longer kept, loses a mark that was left to it.
  private boolean isUnderWay(String run, String source, String recipe) {
    Map<String, AttributeValue> head = head(run);
    if (head.isEmpty() || RunSums.areIn(head)) {
      open.unmark(recipe, run);
      return false;
    }
    return RunItemReader.head(head).source().equals(source)
        && read(run, head).isUnderWay(clock.instant());
  }

  @Override
  public void add(Outcome outcome) {
    Calls.putOnce(dynamo, table, RunItems.outcome(outcome));
  }

  @Override
  public boolean hasEnded(Batch<?> batch, Stage stage) {
    return outcomes(batch).stream()
        .anyMatch(outcome -> RunItemReader.stageOf(outcome).compareTo(stage) >= 0);
  }

  @Override
  public boolean isWhole(Batch<?> batch) {
    return outcomes(batch).stream().map(RunItemReader::outcome).anyMatch(Outcome::isWhole);
  }

  private List<Map<String, AttributeValue>> outcomes(Batch<?> batch) {
    String outcomes = RunItems.outcomesOf(batch.origin().page(), batch.number());
    return parts.all("id = :id AND begins_with(part, :part)", batch.origin().run(), outcomes);
  }

  @Override
  public boolean areInTable(String run, String page, int batches) {
    String outcomes = RunItems.outcomesOf(page);
    return RunParts.areInTable(
        parts.all("id = :id AND begins_with(part, :part)", run, outcomes).stream()
            .map(RunItemReader::outcome)
            .toList(),
        batches);
  }

  @Override
  public boolean isOlderRunOpen(Origin origin) {
    return open.isOlderOpen(origin, this::isOpen);
  }

  /// Where it is not, whoever asks takes its mark away.
  private boolean isOpen(String run) {
    Map<String, AttributeValue> head = head(run);
    return !head.isEmpty() && !RunSums.areIn(head) && sum(run, head).isOpen(clock.instant());
  }

  @Override
  public Optional<Run> find(String run) {
    Map<String, AttributeValue> head = head(run);
    return head.isEmpty() ? Optional.empty() : Optional.of(read(run, head));
  }

  private Run read(String run, Map<String, AttributeValue> head) {
    if (RunSums.areIn(head)) {
      return RunSums.read(head);
    }
    Run found = sum(run, head);
    if (found.isFinal()) {
      open.unmark(found.head().recipe(), run);
    }
    return found;
  }

  /// Empty for an id that no run has.
  private Map<String, AttributeValue> head(String run) {
    return Keys.canBePartition(run) && !run.equals(RunRecipes.ID)
        ? Calls.read(dynamo, table, RunItems.key(run, RunItems.HEAD))
        : Map.of();
  }

  /// The tasks of a run, breadth first from the one that it began with, or the other way round;
  /// empty where there is no such run. It reads all tasks for each slice.
  ///
  /// @param state of the tasks that are wanted; empty for all
  public Optional<Slice<RunTask>> tasks(
      String run, Optional<RunTask.State> state, SliceRequest request) {
    Map<String, AttributeValue> head = head(run);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, AttributeValue>> items =
        parts.all("id = :id AND begins_with(part, :part)", run, RunItems.TASK);
    return Optional.of(
        new TaskSlice(run, state, request).of(RunItemReader.parts(head, items).tasks()));
  }

  /// Keeps the sums where they are final, before its mark is taken away: a run that is no longer
  /// marked as open must be known to have settled.
  private Run sum(String run, Map<String, AttributeValue> head) {
    Run found =
        Run.of(
            RunItemReader.parts(
                head, parts.all("id = :id AND part >= :part", run, RunItems.FIRST_READ)),
            clock.instant());
    if (found.isFinal()) {
      keepSums(found);
    }
    return found;
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
                    .updateExpression("SET " + RunSums.NAME + " = :sums")
                    .conditionExpression("attribute_exists(id)")
                    .expressionAttributeValues(Map.of(":sums", Attributes.of(RunSums.of(run)))));
          } catch (ConditionalCheckFailedException e) {
            return e;
          }
        });
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
}
