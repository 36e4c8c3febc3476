package pagestream.memory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;

/// Runs in memory. It can be made to fail.
public final class InMemoryRuns implements Runs {
  private record OutcomeKey(String page, int batch, Stage stage) {}

  /// Each part under its key, the first one alone.
  private static final class Parts {
    private final RunHead head;
    private final Map<String, FoundTask> found = new LinkedHashMap<>();
    private final Map<String, EndedTask> ended = new LinkedHashMap<>();
    private final Map<OutcomeKey, Outcome> outcomes = new LinkedHashMap<>();

    Parts(RunHead head) {
      this.head = head;
    }

    RunParts all() {
      return new RunParts(
          head,
          List.copyOf(found.values()),
          List.copyOf(ended.values()),
          List.copyOf(outcomes.values()));
    }
  }

  private final Map<String, Parts> runs = new LinkedHashMap<>();
  private final List<Outcome> strayOutcomes = new ArrayList<>();
  private final InstantSource clock;
  private final Faults faults;

  public InMemoryRuns(InstantSource clock) {
    this(clock, Faults.NONE);
  }

  public InMemoryRuns(InstantSource clock, Faults faults) {
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public void begin(RunHead head, FoundTask first) {
    faults.run(
        "begin",
        () ->
            runs.computeIfAbsent(head.run(), run -> new Parts(head))
                .found
                .putIfAbsent(first.task().id(), first));
  }

  @Override
  public void end(EndedTask task) {
    faults.run(
        "end",
        () ->
            parts(task.origin().run())
                .ifPresent(run -> run.ended.putIfAbsent(task.origin().task(), task)));
  }

  @Override
  public void add(Outcome outcome) {
    OutcomeKey key = new OutcomeKey(outcome.page(), outcome.batch(), outcome.stage());
    faults.run(
        "add",
        () ->
            parts(outcome.run())
                .ifPresentOrElse(
                    run -> run.outcomes.putIfAbsent(key, outcome),
                    () -> strayOutcomes.add(outcome)));
  }

  private Optional<Parts> parts(String run) {
    return Optional.ofNullable(runs.get(run));
  }

  @Override
  public Optional<Run> find(String run) {
    return faults.read(
        "find",
        () ->
            Optional.ofNullable(runs.get(run)).map(parts -> Run.of(parts.all(), clock.instant())));
  }

  @Override
  public boolean hasEnded(Batch<?> batch, Stage stage) {
    return faults.read(
        "hasEnded",
        () ->
            outcomes().stream()
                .anyMatch(outcome ->
                    outcome.page().equals(batch.origin().page())
                        && outcome.batch() == batch.number()
                        && outcome.stage().compareTo(stage) >= 0));
  }

  @Override
  public boolean isOlderRunOpen(Origin origin) {
    return faults.read(
        "isOlderRunOpen",
        () ->
            runs.values().stream()
                .filter(run -> run.head.recipe().equals(origin.recipe()))
                .filter(run -> !run.head.run().equals(origin.run()))
                .filter(run -> run.head.run().compareTo(origin.page()) < 0)
                .anyMatch(run -> !Run.of(run.all(), clock.instant()).isFinal()));
  }

  /// All outcomes, also those of runs that nobody began here.
  public List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>(strayOutcomes);
    runs.values().forEach(run -> outcomes.addAll(run.outcomes.values()));
    return outcomes;
  }
}
