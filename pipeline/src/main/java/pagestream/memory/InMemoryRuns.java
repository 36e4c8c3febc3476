package pagestream.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunNotes;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.Usage;

/// Runs in memory. It can be made to fail.
public final class InMemoryRuns implements Runs {
  private record OutcomeKey(int batch, Stage stage) {}

  private record Begun(RunHead head, Task first) {}

  /// What has ended of a run, whether or not that has begun.
  ///
  /// @param tasks by their ids
  /// @param outcomes by page
  private record Ended(
      Map<String, EndedTask> tasks, Map<String, Map<OutcomeKey, Outcome>> outcomes) {
    Ended() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    int parts() {
      return tasks.size() + outcomes.values().stream().mapToInt(Map::size).sum();
    }

    List<Outcome> allOutcomes() {
      return outcomes.values().stream().flatMap(page -> page.values().stream()).toList();
    }
  }

  private record ScheduledTime(String source, Instant at) {}

  private final Map<String, Begun> begun = new LinkedHashMap<>();
  private final Map<String, Ended> ended = new LinkedHashMap<>();

  /// Those of which nothing is known to be final, in the order in which they began.
  private final Map<String, Begun> open = new LinkedHashMap<>();

  /// How many parts a run had when it was last seen not to be final.
  private final Map<String, Integer> parts = new HashMap<>();

  private final Map<String, Integer> budgets = new HashMap<>();
  private final Map<String, Integer> admitted = new HashMap<>();
  private final Map<String, Usage> usage = new HashMap<>();
  private final Map<String, Instant> cancelled = new HashMap<>();
  private final Map<String, Set<Instant>> skipped = new HashMap<>();
  private final Map<ScheduledTime, String> scheduled = new HashMap<>();
  private final InstantSource clock;
  private final Faults faults;
  private final BinaryOperator<EndedTask> standing;

  public InMemoryRuns(InstantSource clock) {
    this(clock, Faults.NONE);
  }

  public InMemoryRuns(InstantSource clock, Faults faults) {
    this(clock, faults, (first, second) -> first);
  }

  /// @param standing which of two ends of a task stands, to see what would be if it were not the
  ///   first one
  public InMemoryRuns(InstantSource clock, Faults faults, BinaryOperator<EndedTask> standing) {
    this.clock = clock;
    this.faults = faults;
    this.standing = standing;
  }

  @Override
  public void begin(RunHead head, Task first) {
    faults.run(
        "begin",
        () -> {
          Begun run = new Begun(head, first);
          if (begun.putIfAbsent(head.run(), run) == null) {
            open.put(head.run(), run);
          }
        });
  }

  @Override
  public boolean begin(RunHead head, Task first, Instant scheduledAt) {
    boolean isFirst = !hasBegun(head.source(), scheduledAt);
    if (isFirst) {
      begin(head, first);
      scheduled.put(new ScheduledTime(head.source(), scheduledAt), head.run());
    }
    return isFirst;
  }

  @Override
  public boolean hasBegun(String source, Instant scheduledAt) {
    return scheduled.containsKey(new ScheduledTime(source, scheduledAt));
  }

  @Override
  public void giveBack(String source, Instant scheduledAt, String run) {
    faults.run("giveBack", () -> scheduled.remove(new ScheduledTime(source, scheduledAt), run));
  }

  @Override
  public void end(EndedTask task) {
    Origin origin = task.origin();
    faults.run("end", () -> ended(origin.run()).tasks().merge(origin.task(), task, standing));
  }

  private Ended ended(String run) {
    return ended.computeIfAbsent(run, first -> new Ended());
  }

  @Override
  public Optional<TaskState> state(Task task) {
    return faults.read(
        "state",
        () -> Optional.ofNullable(begun.get(task.run())).map(run -> state(run.head(), task)));
  }

  private TaskState state(RunHead run, Task task) {
    if (ended(task.run()).tasks().containsKey(task.id())) {
      return new TaskState.Ended();
    }
    return cancelled.containsKey(task.run())
        ? new TaskState.Cancelled()
        : new TaskState.Open(usage.getOrDefault(task.run(), Usage.NONE), run.time());
  }

  /// A run's first task asks before all others, and may be a page too.
  @Override
  public int admit(Task task, int pages, int limit) {
    faults.run(
        "admit",
        () -> {
          int others = budgets.getOrDefault(task.run(), task.work().isFetched() ? 1 : 0);
          int allowed = Math.clamp((long) limit - others, 0, pages);
          if (admitted.putIfAbsent(task.run() + task.id(), allowed) == null) {
            budgets.put(task.run(), others + allowed);
          }
        });
    return admitted.getOrDefault(task.run() + task.id(), 0);
  }

  @Override
  public Usage use(String run, Usage page) {
    faults.run("use", () -> usage.merge(run, page, Usage::plus));
    return usage.getOrDefault(run, Usage.NONE);
  }

  @Override
  public Cancel cancel(String run, Instant at) {
    Optional<Instant> settledAt =
        Optional.ofNullable(begun.get(run))
            .map(this::sum)
            .filter(Run::isFinal)
            .flatMap(Run::settledAt);
    faults.run(
        "cancel",
        () -> {
          if (begun.containsKey(run) && settledAt.isEmpty()) {
            cancelled.putIfAbsent(run, at);
          }
        });
    return Optional.ofNullable(cancelled.get(run))
        .<Cancel>map(Cancel.Done::new)
        .or(() -> settledAt.map(Cancel.Settled::new))
        .orElseGet(Cancel.NoSuchRun::new);
  }

  @Override
  public void skip(String run, Instant at) {
    faults.run("skip", () -> skipped.computeIfAbsent(run, first -> new LinkedHashSet<>()).add(at));
  }

  @Override
  public void add(Outcome outcome) {
    OutcomeKey key = new OutcomeKey(outcome.batch(), outcome.stage());
    faults.run(
        "add",
        () ->
            ended(outcome.run())
                .outcomes()
                .computeIfAbsent(outcome.page(), first -> new LinkedHashMap<>())
                .putIfAbsent(key, outcome));
  }

  /// The run with the sums of its parts.
  public Optional<Run> find(String run) {
    return faults.read("find", () -> Optional.ofNullable(begun.get(run)).map(this::sum));
  }

  private Run sum(Begun run) {
    RunHead head = run.head();
    RunParts parts =
        new RunParts(
            head,
            run.first().found(),
            List.copyOf(ended(head.run()).tasks().values()),
            ended(head.run()).allOutcomes(),
            new RunNotes(
                Optional.ofNullable(cancelled.get(head.run())),
                List.copyOf(skipped.getOrDefault(head.run(), Set.of()))));
    return Run.of(parts, clock.instant());
  }

  @Override
  public Optional<String> underWay(String source, String recipe) {
    return faults.read(
        "underWay",
        () ->
            begun.values().stream()
                .filter(
                    run -> run.head().source().equals(source) && run.head().recipe().equals(recipe))
                .map(this::sum)
                .filter(run -> run.isUnderWay(clock.instant()))
                .map(run -> run.head().run())
                .max(Comparator.naturalOrder()));
  }

  @Override
  public Optional<String> latestScrape(String recipe) {
    return faults.read(
        "latestScrape",
        () ->
            begun.values().stream()
                .filter(run -> run.head().recipe().equals(recipe))
                .sorted(Comparator.comparing((Begun run) -> run.head().run()).reversed())
                .map(this::sum)
                .filter(Run::hasRead)
                .map(run -> run.head().run())
                .findFirst());
  }

  @Override
  public boolean hasEnded(Batch<?> batch, Stage stage) {
    return faults.read(
        "hasEnded",
        () -> outcomes(batch).anyMatch(outcome -> outcome.stage().compareTo(stage) >= 0));
  }

  @Override
  public boolean isWhole(Batch<?> batch) {
    return faults.read("isWhole", () -> outcomes(batch).anyMatch(Outcome::isWhole));
  }

  private Stream<Outcome> outcomes(Batch<?> batch) {
    return outcomes(batch.origin().run(), batch.origin().countedAs()).stream()
        .filter(outcome -> outcome.batch() == batch.number());
  }

  private List<Outcome> outcomes(String run, String page) {
    return List.copyOf(ended(run).outcomes().getOrDefault(page, Map.of()).values());
  }

  @Override
  public boolean isPageStored(String run, String page, int batches) {
    return faults.read("isPageStored", () -> RunParts.isPageStored(outcomes(run, page), batches));
  }

  @Override
  public boolean isEarlierBatchOpen(Batch<?> batch) {
    return faults.read(
        "isEarlierBatchOpen",
        () ->
            RunParts.isEarlierBatchOpen(
                outcomes(batch.origin().run(), batch.origin().countedAs()), batch.number()));
  }

  @Override
  public boolean isOlderRunOpen(Origin origin) {
    return faults.read(
        "isOlderRunOpen",
        () ->
            List.copyOf(open.values()).stream()
                .filter(run -> run.head().recipe().equals(origin.recipe()))
                .filter(run -> !run.head().run().equals(origin.run()))
                .filter(run -> run.head().run().compareTo(origin.page()) < 0)
                .anyMatch(this::isOpen));
  }

  /// A run is summed up again only after it has changed.
  private boolean isOpen(Begun run) {
    String id = run.head().run();
    int now = ended(id).parts();
    if (parts.getOrDefault(id, -1) != now) {
      parts.put(id, now);
      if (sum(run).isFinal()) {
        open.remove(id);
      }
    }
    return open.containsKey(id) && run.head().underWayUntil().isAfter(clock.instant());
  }

  /// The ids of the runs that have begun, in that order.
  public List<String> begun() {
    return List.copyOf(begun.keySet());
  }

  /// By run, in the order in which they ended.
  public List<EndedTask> endedTasks() {
    return ended.values().stream().flatMap(run -> run.tasks().values().stream()).toList();
  }

  /// By run and page, in the order in which they were added.
  public List<Outcome> outcomes() {
    return ended.values().stream().flatMap(run -> run.allOutcomes().stream()).toList();
  }
}
