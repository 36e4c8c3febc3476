package pagestream.scraper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// Runs a large simulation, and prints what it showed. See `bench/simulate.sh`.
final class SimulationReport {
  private static final int GROUP = 10;
  private static final int LISTS = 10;
  private static final int ROWS = 9;
  private static final List<Integer> MEASURED_AT = List.of(10, 50, 90);

  private final SimulatedSites.Shape shape;
  private final long began = System.nanoTime();
  private final Simulation simulation;
  private int ended;

  private SimulationReport(int hosts, int atOnce, Path folder) {
    shape = new SimulatedSites.Shape(hosts, GROUP, LISTS, ROWS);
    simulation = new Simulation(shape, folder, atOnce, this::progress);
  }

  /// @param arguments how many hosts, each with a hundred pages, and how many functions at once
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("simulation-");
    try {
      // On a virtual thread, so that handing over to others costs no platform thread its sleep.
      Thread thread =
          Thread.ofVirtual()
              .start(
                  new SimulationReport(
                          Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), folder)
                      ::run);
      thread.join();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }

  private void progress() {
    ended++;
    for (int percent : MEASURED_AT) {
      if (ended == (long) shape.tasks() * percent / 100) {
        measure(percent + " % of tasks ended");
      }
    }
  }

  private void measure(String when) {
    say(
        "%s: %s passed, %d s on this machine, heap %d MB, %,d runs open",
        when,
        text(simulation.time.passed()),
        (System.nanoTime() - began) / 1_000_000_000,
        heapMegabytes(),
        simulation.runs.open());
  }

  private static long heapMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private static String text(Duration time) {
    return "%d:%02d h".formatted(time.toHours(), time.toMinutesPart());
  }

  private static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }

  private void run() {
    say("%,d tasks on %,d hosts, in as many runs", shape.tasks(), shape.hosts());
    simulation.run();
    measure("all tasks ended");
    SimulatedRuns runs = simulation.runs;
    say("%s", simulation.queue.counts());
    say(
        "tasks: %,d found, %,d ended, %,d of them failed; %,d ended again, which changed nothing",
        runs.found, runs.ended, runs.failed, runs.endedAgain);
    say(
        "runs: %,d over, %,d not settled; %,d rows, %,d of them failed",
        runs.over(), runs.unsettled + runs.open(), runs.rows, runs.lost);
    say(
        "requests: %,d; sooner than the pace allows %,d, more at once %,d, despite Retry-After %,d"
            + " (all but %,d of them could not know it)",
        sum(host -> host.requests),
        sum(host -> host.tooSoon),
        sum(host -> host.tooMany),
        sum(host -> host.despiteRetryAfter),
        sum(host -> host.despiteRetryAfter - host.unknowing));
    say("how long tasks waited for a host, against what the host's own pace made them wait:");
    for (SimulatedHost.Kind kind : SimulatedHost.Kind.values()) {
      double[] sorted =
          simulation.sites.hosts().stream()
              .filter(host -> host.kind == kind)
              .mapToDouble(SimulatedHost::patience)
              .sorted()
              .toArray();
      say(
          "  %-8s %,6d hosts: median %.2f, 99 %% below %.2f, most %.2f",
          kind.name().toLowerCase(Locale.ROOT),
          sorted.length,
          sorted[sorted.length / 2],
          sorted[sorted.length * 99 / 100],
          sorted[sorted.length - 1]);
    }
  }

  private int sum(ToIntFunction<SimulatedHost> count) {
    return simulation.sites.hosts().stream().mapToInt(count).sum();
  }
}
