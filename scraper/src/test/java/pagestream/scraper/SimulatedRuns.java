package pagestream.scraper;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import pagestream.memory.Faults;
import pagestream.memory.InMemoryRuns;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.Usage;

/// The runs of a simulation. Those that go on have all their parts; of those that are over only the
/// sums are kept, as the product keeps them.
final class SimulatedRuns implements Runs {
  /// A run that goes on.
  ///
  /// @param ended all tasks that have ended
  /// @param waiting hosts of the tasks that count and have not ended, by the tasks' ids
  private record Open(InMemoryRuns parts, Set<String> ended, Map<String, SimulatedHost> waiting) {}

  private final Map<String, Open> open = new HashMap<>();
  private final Set<String> over = new HashSet<>();
  private final Function<String, SimulatedHost> hosts;
  private final InstantSource clock;
  private final Faults faults;
  private final Runnable progress;

  /// The numbers of the lists that could not be read.
  final List<Integer> failedLists = new ArrayList<>();

  int found;
  int ended;
  int failed;
  int rows;
  int lost;
  int endedAgain;
  int unsettled;

  /// @param hosts by their names
  /// @param progress told of each task that has ended
  SimulatedRuns(
      Function<String, SimulatedHost> hosts,
      InstantSource clock,
      Faults faults,
      Runnable progress) {
    this.hosts = hosts;
    this.clock = clock;
    this.faults = faults;
    this.progress = progress;
  }

  int open() {
    return open.size();
  }

  int over() {
    return over.size();
  }

  @Override
  public void begin(RunHead head, Task first) {
    Open run = new Open(new InMemoryRuns(clock, faults), new HashSet<>(), new HashMap<>());
    run.parts().begin(head, first);
    open.put(head.run(), run);
    wait(run, first.found());
  }

  @Override
  public boolean begin(RunHead head, Task first, Instant scheduledAt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasBegun(String source, Instant scheduledAt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void giveBack(String source, Instant scheduledAt, String run) {
    throw new UnsupportedOperationException();
  }

  private void wait(Open run, FoundTask task) {
    if (!run.ended().contains(task.id())) {
      SimulatedHost host = hosts.apply(URI.create(task.url()).getHost());
      if (run.waiting().put(task.id(), host) == null) {
        host.waits(1, clock.instant());
      }
    }
  }

  @Override
  public void end(EndedTask task) {
    Open run = open.get(task.origin().run());
    if (run == null || run.ended().contains(task.origin().task())) {
      endedAgain++;
      return;
    }
    run.parts().end(task);
    if (task.error() != null) {
      SimulatedSites.list(URI.create(task.origin().url())).ifPresent(failedLists::add);
    }
    run.ended().add(task.origin().task());
    Optional.ofNullable(run.waiting().remove(task.origin().task()))
        .ifPresent(host -> host.waits(-1, clock.instant()));
    task.leads().tasks().forEach(next -> wait(run, next));
    progress.run();
    if (run.waiting().isEmpty()) {
      open.remove(task.origin().run());
      over.add(task.origin().run());
      add(run.parts().find(task.origin().run()).orElseThrow());
    }
  }

  private void add(Run run) {
    found += run.tasks().found();
    ended += run.tasks().ended();
    failed += run.tasks().failed();
    rows += run.counts().found();
    lost += run.counts().failed();
    unsettled += run.status() == Run.Status.RUNNING ? 1 : 0;
  }

  @Override
  public Optional<TaskState> state(Task task) {
    return over.contains(task.run())
        ? Optional.of(new TaskState.Ended())
        : Optional.ofNullable(open.get(task.run())).flatMap(run -> run.parts().state(task));
  }

  @Override
  public int admit(Task task, int pages, int limit) {
    Open run = open.get(task.run());
    return run == null ? 0 : run.parts().admit(task, pages, limit);
  }

  @Override
  public Usage use(String run, Usage page) {
    Open known = open.get(run);
    return known == null ? page : known.parts().use(run, page);
  }

  @Override
  public void add(Outcome outcome) {
    Open run = open.get(outcome.run());
    if (run != null) {
      run.parts().add(outcome);
    }
  }

  @Override
  public Cancel cancel(String run, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void skip(String run, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> underWay(String source, String recipe) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isPageStored(String run, String page, int batches) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasEnded(Batch<?> batch, Stage stage) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isWhole(Batch<?> batch) {
    return true;
  }

  @Override
  public Optional<String> latestScrape(String recipe) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isEarlierBatchOpen(Batch<?> batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOlderRunOpen(Origin origin) {
    throw new UnsupportedOperationException();
  }
}
