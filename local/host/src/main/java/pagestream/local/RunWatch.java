package pagestream.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import pagestream.pipeline.Run;
import pagestream.pipeline.TransientException;

/// Says how far runs of many pages are while they go on, and what became of every run that the host
/// sees settle.
final class RunWatch implements AutoCloseable {
  /// How many of the newest runs are looked at, beside those that go on.
  static final int NEWEST = 5;

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /// Where lines are not rewritten in place, there are fewer.
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  /// A run that is under way is summed from all its parts: a long one is looked at less often.
  private static final int IDLE_SHARE = 20;

  private final Supplier<List<Run>> newest;
  private final Supplier<List<String>> open;
  private final Function<String, Optional<Run>> find;
  private final InstantSource clock;
  private final Console console;
  private final Instant start;
  private final Set<String> underWay = new HashSet<>();
  private final Set<String> settled = new HashSet<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private Instant nextLine;
  private String fault = "";

  /// @param newest the newest runs
  /// @param open the ids of all runs that may still write
  /// @param find a run by its id
  RunWatch(
      Supplier<List<Run>> newest,
      Supplier<List<String>> open,
      Function<String, Optional<Run>> find,
      InstantSource clock,
      Console console) {
    this.newest = newest;
    this.open = open;
    this.find = find;
    this.clock = clock;
    this.console = console;
    this.start = clock.instant();
    this.nextLine = start.plus(BETWEEN_LINES);
  }

  /// Watches until it is closed.
  void start() {
    executor.execute(() -> {
      try {
        while (true) {
          Instant before = clock.instant();
          lookIfPossible();
          Duration took = Duration.between(before, clock.instant()).multipliedBy(IDLE_SHARE);
          Thread.sleep(took.compareTo(PERIOD) > 0 ? took : PERIOD);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /// Whatever goes wrong with one look, the next one may tell.
  void lookIfPossible() {
    try {
      look();
      fault = "";
    } catch (TransientException _) {
      // The engine is busy.
    } catch (RuntimeException e) {
      if (!executor.isShutdown() && !e.toString().equals(fault)) {
        fault = e.toString();
        console.of("run").accept("the runs could not be read: " + fault);
      }
    }
  }

  /// Looks once, and says what there is to say.
  void look() {
    Set<String> going = new HashSet<>(underWay);
    going.addAll(open.get());
    Map<String, Run> runs = runs(going);
    Instant now = clock.instant();
    List<Run> running = runs.values().stream().filter(run -> run.isUnderWay(now)).toList();
    progress(running.stream().filter(run -> run.tasks().found() > 1).toList(), now);
    runs.values().forEach(run -> run.settledAt().ifPresent(at -> settled(run, at)));
    settled.removeIf(id -> !runs.containsKey(id) && !going.contains(id));
    underWay.clear();
    running.forEach(run -> underWay.add(run.head().run()));
  }

  /// The newest first. A run that has settled may still write, and is not read again for that.
  private Map<String, Run> runs(Set<String> going) {
    Map<String, Run> runs = new TreeMap<>(Comparator.reverseOrder());
    newest.get().forEach(run -> runs.put(run.head().run(), run));
    for (String id : going) {
      if (!runs.containsKey(id) && !settled.contains(id)) {
        find.apply(id).ifPresent(run -> runs.put(id, run));
      }
    }
    return runs;
  }

  /// A run that had settled before the host started is history.
  private void settled(Run run, Instant at) {
    String id = run.head().run();
    boolean isOurs = underWay.contains(id) || !run.head().startedAt().isBefore(start);
    if (settled.add(id) && isOurs) {
      console.of("run").accept(RunLines.settled(run, at));
    }
  }

  private void progress(List<Run> running, Instant now) {
    String line = running.isEmpty() ? "" : line(running, now);
    console.rewrite(line);
    if (running.isEmpty()) {
      nextLine = now.plus(BETWEEN_LINES);
    } else if (!console.isTerminal() && !nextLine.isAfter(now)) {
      nextLine = now.plus(BETWEEN_LINES);
      console.of("run").accept(line);
    }
  }

  /// The newest run's, and how many others there are.
  private static String line(List<Run> running, Instant now) {
    int others = running.size() - 1;
    return RunLines.underWay(running.getFirst(), now)
        + (others == 0 ? "" : "; " + RunLines.count(others, "other run"));
  }

  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
    console.rewrite("");
  }
}
