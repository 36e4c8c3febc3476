package pagestream.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
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
import pagestream.pipeline.Usage;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The runs' table, whose items [RunItems] describes. The index `newest` lists the heads.
///
/// A run whose sums are in its head, as [RunReader] keeps them, is no longer among the open ones of
/// its recipe, and reading it costs one item, however many batches it had.
public final class RunTable implements Runs {
  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final PartQuery parts;
  private final RunBeginnings beginnings;
  private final RunReader reader;
  private final TaskStates states;
  private final CancelledRuns cancelling;
  private final OpenRuns open;
  private final RunRecipes recipes;
  private final RunBudget budget;
  private final RunUsage usage;
  private final LatestScrape latest;

  /// One that tells nobody what became of runs.
  public RunTable(DynamoDbClient dynamo, String table, InstantSource clock) {
    this(dynamo, table, clock, RunMetrics.NONE);
  }

  /// @param metrics told of each run once nothing can change it any more
  public RunTable(DynamoDbClient dynamo, String table, InstantSource clock, RunMetrics metrics) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
    this.parts = new PartQuery(dynamo, table);
    this.beginnings = new RunBeginnings(dynamo, table);
    this.reader = new RunReader(dynamo, table, clock, metrics);
    this.states = new TaskStates(dynamo, table);
    this.cancelling = new CancelledRuns(dynamo, table);
    this.open = new OpenRuns(dynamo, table, clock);
    this.recipes = new RunRecipes(dynamo, table);
    this.budget = new RunBudget(dynamo, table, clock);
    this.usage = new RunUsage(dynamo, table, clock);
    this.latest = new LatestScrape(dynamo, table, open, reader);
  }

  @Override
  public void begin(RunHead head, Task first) {
    recipes.remember(head.recipe());
    beginnings.begin(head, first);
  }

  @Override
  public boolean begin(RunHead head, Task first, Instant scheduledAt) {
    recipes.remember(head.recipe());
    return beginnings.begin(head, first, scheduledAt);
  }

  @Override
  public boolean hasBegun(String source, Instant scheduledAt) {
    return beginnings.hasBegun(source, scheduledAt);
  }

  @Override
  public void giveBack(String source, Instant scheduledAt, String run) {
    beginnings.giveBack(source, scheduledAt, run);
  }

  /// The ids of all runs that may still write.
  public List<String> openRuns() {
    return recipes.all().stream().flatMap(recipe -> open.of(recipe).stream()).toList();
  }

  /// Reads all runs that may still write, so that those are known to have settled that have.
  /// Returns the ids of those that should have long since, as far as one of them can be read.
  public List<String> overdue() {
    ReadBudget budget = ReadBudget.of(RunRead.MAX_MEGABYTES);
    return openRuns().stream()
        .flatMap(run -> inspect(run, budget).stream())
        .filter(run -> run.isOverdue(clock.instant()))
        .map(run -> run.head().run())
        .toList();
  }

  /// Reads a run that has time left as far as the budget of all goes, and one that is late whatever
  /// the others have taken.
  private Optional<Run> inspect(String run, ReadBudget budget) {
    Optional<RunRead<Run>> read = find(run, budget.part(RunRead.FEW_MEGABYTES));
    boolean isLate =
        read.filter(found ->
                found instanceof RunRead.TooLarge<Run> large
                    && large.head().isLate(clock.instant()))
            .isPresent();
    return (isLate ? find(run) : read).flatMap(RunRead::whole);
  }

  /// The names of all recipes that a run was ever begun with.
  public Set<String> recipes() {
    return recipes.all();
  }

  @Override
  public void end(EndedTask task) {
    Calls.putOnce(dynamo, table, RunItems.ended(task));
  }

  @Override
  public Optional<TaskState> state(Task task) {
    return states.of(task);
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
  public Cancel cancel(String run, Instant at) {
    return cancelling.cancel(run, at);
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

  /// A run that is known to have settled loses a mark that was left to it. One whose mark is seen
  /// before its head has just begun.
  private boolean isUnderWay(String run, String source, String recipe) {
    Map<String, AttributeValue> head = reader.head(run);
    if (head.isEmpty()) {
      return true;
    }
    if (KeptSums.areIn(head)) {
      open.unmark(recipe, run);
      return false;
    }
    return ItemReading.readable(head, RunItemReader::head)
            .filter(known -> known.source().equals(source))
            .isPresent()
        && read(head, ReadBudget.of(RunRead.MAX_MEGABYTES))
            .whole()
            .map(found -> found.isUnderWay(clock.instant()))
            .orElse(true);
  }

  @Override
  public void add(Outcome outcome) {
    Calls.putOnce(dynamo, table, RunItems.outcome(outcome));
  }

  @Override
  public void addAll(Collection<Outcome> outcomes) {
    Parallel.map(
        outcomes,
        outcome -> {
          add(outcome);
          return outcome;
        });
  }

  @Override
  public boolean hasEnded(Batch<?> batch, Stage stage) {
    return outcomes(batch).stream().anyMatch(outcome -> outcome.stage().compareTo(stage) >= 0);
  }

  @Override
  public boolean isWhole(Batch<?> batch) {
    return outcomes(batch).stream().anyMatch(Outcome::isWhole);
  }

  private List<Outcome> outcomes(Batch<?> batch) {
    return outcomes(
        batch.origin().run(), RunItems.outcomesOf(batch.origin().countedAs(), batch.number()));
  }

  /// Those that this version can read: another one says nothing that this one could rely on.
  ///
  /// @param parts what their parts begin with
  private List<Outcome> outcomes(String run, String parts) {
    return this.parts.all("id = :id AND begins_with(part, :part)", run, parts).stream()
        .flatMap(item -> ItemReading.readable(item, RunItemReader::outcome).stream())
        .toList();
  }

  @Override
  public boolean isPageStored(String run, String page, int batches) {
    return RunParts.isPageStored(outcomes(run, RunItems.outcomesOf(page)), batches);
  }

  @Override
  public Optional<String> latestScrape(String recipe) {
    return latest.of(recipe);
  }

  @Override
  public boolean isEarlierBatchOpen(Batch<?> batch) {
    Origin origin = batch.origin();
    return RunParts.isEarlierBatchOpen(
        outcomes(origin.run(), RunItems.outcomesOf(origin.countedAs())), batch.number());
  }

  @Override
  public boolean isOlderRunOpen(Origin origin) {
    return open.isOlderOpen(origin, this::look);
  }

  /// A run that is too large for a look, or cannot be read, counts as open, and so does one whose
  /// mark is seen before its head: no query sees all or nothing of a transaction.
  private OpenRuns.State look(String run) {
    Map<String, AttributeValue> head = reader.head(run);
    if (head.isEmpty()) {
      return new OpenRuns.State.Open(Optional.empty());
    }
    if (KeptSums.areIn(head)) {
      return new OpenRuns.State.Over();
    }
    return switch (reader.read(head, ReadBudget.of(RunRead.FEW_MEGABYTES))) {
      case RunRead.Whole<Run>(Run found) when found.isOpen(clock.instant()) ->
          new OpenRuns.State.Open(lastTask(found));
      case RunRead.Whole<Run> over -> new OpenRuns.State.Over();
      case RunRead.TooLarge<Run> large -> new OpenRuns.State.Open(Optional.empty());
      case RunRead.Unreadable<Run> odd -> new OpenRuns.State.Open(Optional.empty());
    };
  }

  /// The one that will be waited for the longest.
  private static Optional<String> lastTask(Run run) {
    return run.waitingFor().tasks().stream()
        .max(Comparator.comparing(task -> task.notBefore().orElse(Instant.MIN)))
        .map(FoundTask::id);
  }

  /// A run with the sums of its parts.
  public Optional<RunRead<Run>> find(String run) {
    return find(run, ReadBudget.of(RunRead.MAX_MEGABYTES));
  }

  private Optional<RunRead<Run>> find(String run, ReadBudget budget) {
    Map<String, AttributeValue> head = reader.head(run);
    return head.isEmpty() ? Optional.empty() : Optional.of(read(head, budget));
  }

  private RunRead<Run> read(Map<String, AttributeValue> head, ReadBudget budget) {
    RunRead<Run> read = reader.read(head, budget);
    if (!KeptSums.areIn(head)) {
      read.whole()
          .filter(Run::isFinal)
          .ifPresent(run -> open.unmark(run.head().recipe(), run.head().run()));
    }
    return read;
  }

  /// The tasks of a run, breadth first from the one that it began with, or the other way round;
  /// empty where there is no such run. It reads all tasks for each slice.
  ///
  /// @param state of the tasks that are wanted; empty for all
  public Optional<RunRead<Slice<RunTask>>> tasks(
      String run, Optional<RunTask.State> state, SliceRequest request) {
    Map<String, AttributeValue> head = reader.head(run);
    return head.isEmpty()
        ? Optional.empty()
        : Optional.of(
            reader.tasks(head).map(tasks -> new TaskSlice(run, state, request).of(tasks)));
  }

  /// Newest first, unless the request says otherwise. All runs of a slice share one budget.
  public Slice<RunRead<Run>> slice(SliceRequest request) {
    Slice<Map<String, AttributeValue>> heads = RunItems.newest(dynamo, table).slice(request);
    ReadBudget budget = ReadBudget.of(RunRead.MAX_MEGABYTES);
    List<Optional<RunRead<Run>>> runs =
        Parallel.map(
            heads.items(),
            head -> find(Attributes.text(head, RunItems.ID), budget.part(RunRead.FEW_MEGABYTES)));
    return new Slice<>(runs.stream().flatMap(Optional::stream).toList(), heads.next());
  }
}
