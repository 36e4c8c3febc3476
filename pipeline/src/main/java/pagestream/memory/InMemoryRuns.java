package pagestream.memory;

import java.time.InstantSource;
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

  private final Map<String, RunHead> heads = new LinkedHashMap<>();
  private final Map<String, FoundTask> found = new LinkedHashMap<>();
  private final Map<String, EndedTask> ended = new LinkedHashMap<>();
  private final Map<OutcomeKey, Outcome> outcomes = new LinkedHashMap<>();
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
        () -> {
          if (heads.putIfAbsent(head.run(), head) == null) {
            found.put(first.task().id(), first);
          }
        });
  }

  @Override
  public void end(EndedTask task) {
    faults.run("end", () -> ended.putIfAbsent(task.origin().task(), task));
  }

  @Override
  public void add(Outcome outcome) {
    OutcomeKey key = new OutcomeKey(outcome.page(), outcome.batch(), outcome.stage());
    faults.run("add", () -> outcomes.putIfAbsent(key, outcome));
  }

  @Override
  public Optional<Run> find(String run) {
    return faults.read("find", () -> Optional.ofNullable(heads.get(run)).map(this::sum));
  }

  private Run sum(RunHead head) {
    RunParts parts =
        new RunParts(
            head,
            found.values().stream().filter(task -> task.task().run().equals(head.run())).toList(),
            ended.values().stream().filter(task -> task.origin().run().equals(head.run())).toList(),
            outcomes.values().stream()
                .filter(outcome -> outcome.run().equals(head.run()))
                .toList());
    return Run.of(parts, clock.instant());
  }

  @Override
  public boolean hasEnded(Batch<?> batch, Stage stage) {
    return faults.read(
        "hasEnded",
        () ->
            outcomes.keySet().stream()
                .anyMatch(key ->
                    key.page().equals(batch.origin().page())
                        && key.batch() == batch.number()
                        && key.stage().compareTo(stage) >= 0));
  }

  @Override
  public boolean isOlderRunOpen(Origin origin) {
    return faults.read(
        "isOlderRunOpen",
        () ->
            heads.values().stream()
                .filter(head -> head.recipe().equals(origin.recipe()))
                .filter(head -> !head.run().equals(origin.run()))
                .filter(head -> head.run().compareTo(origin.page()) < 0)
                .anyMatch(head -> sum(head).isOpen(clock.instant())));
  }

  /// In the order in which they were added.
  public List<Outcome> outcomes() {
    return List.copyOf(outcomes.values());
  }
}
