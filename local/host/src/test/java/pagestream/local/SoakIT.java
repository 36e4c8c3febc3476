package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pagestream.demo.DemoSite;

/// A host and its functions for half an hour, while pages change, requests to the engines are
/// struck and functions are killed: neither heap nor threads nor open files grow.
@Tag("endurance")
class SoakIT {
  private static final Duration TIME =
      Duration.parse(System.getProperty("soak.time", Duration.ofMinutes(30).toString()));

  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(30);
  private static final Duration BETWEEN_SCRAPES = Duration.ofSeconds(4);
  private static final Duration BETWEEN_KILLS = Duration.ofMinutes(2);
  private static final int STRUCK_PERCENT = 15;

  /// Of a process; with fewer, nothing is said of it.
  private static final int LEAST_SAMPLES = 12;

  /// How much more of it the last third of a process's samples may have than the first one, on
  /// average.
  private static final Footprint MOST_GROWTH = new Footprint(8_000_000, 4, 8);

  /// Rows that no scrape has seen before, some of which are broken.
  private static final String NEW_ROWS = "/?fresh=true&rows=60&broken=2";

  private static final String SHOP =
      """
      recipe: books
      start: %s
      pace: {delay: 0 seconds, atOnce: 2}
      """;

  private final Map<Long, List<Footprint>> samples = new LinkedHashMap<>();

  @EnabledOnOs(value = OS.LINUX, disabledReason = "what a process takes is read from /proc")
  @Test
  void neitherHeapNorThreadsNorOpenFilesGrow(@TempDir Path folder) throws Exception {
    FunctionProcesses functions = new FunctionProcesses(1);
    try (DemoSite site = new DemoSite(0, new Random(1));
        FaultProxy proxy = new FaultProxy(1, STRUCK_PERCENT);
        LocalHost host = start(folder, site, proxy);
        ScheduledExecutorService others = Executors.newScheduledThreadPool(2)) {
      ApiClient api = new ApiClient(host.api());
      every(BETWEEN_KILLS, others, functions::killOne);
      every(BETWEEN_SCRAPES, others, new Scrapes(api));
      sample();
      others.shutdownNow();
      proxy.rest();
      await().atMost(Duration.ofMinutes(5)).until(() -> haveSettled(api));
      say(
          "%,d runs in %s; %d kills; requests struck: %s",
          runs(api).size(), TIME, functions.killed(), proxy.strikes());
    }
    assertThat(samples.keySet().stream().flatMap(this::growth))
        .isNotEmpty()
        .allSatisfy(
            growth -> assertThat(growth.isWithin(MOST_GROWTH)).as(growth.toString()).isTrue());
  }

  private static LocalHost start(Path folder, DemoSite site, FaultProxy proxy)
      throws IOException, InterruptedException {
    String shop = SHOP.formatted(site.url().resolve("/shop/?books=20&rows=10"));
    return Hosts.startIn(
        ProjectCopy.in(folder, Map.of("sources/shop.yml", shop)),
        Map.of("suffix", "soak", "url", site.url().resolve(NEW_ROWS).toString()),
        (function, engines) -> proxy.before(engines));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the end
  private static void every(Duration time, ScheduledExecutorService executor, Runnable what) {
    executor.scheduleWithFixedDelay(
        () -> {
          try {
            what.run();
          } catch (UncheckedIOException e) {
            say("no answer: %s", e.getMessage());
          }
        },
        time.toMillis(),
        time.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /// Requests that go well, and some that do not.
  ///
  /// @param api answers 502 where what it needs was struck
  private record Scrapes(ApiClient api) implements Runnable {
    @Override
    public void run() {
      api.post("/scrap_movies");
      api.send("POST", "/scrapes", "{\"source\": \"shop\"}");
      Stream.of("/movies?limit=50", "/runs", "/errors", "/runs/none").forEach(api::get);
    }
  }

  private void sample() throws InterruptedException {
    long end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(BETWEEN_SAMPLES);
      add(ProcessHandle.current().pid());
      FunctionProcesses.running().forEach(function -> add(function.pid()));
    }
  }

  /// A process that was killed in the meantime takes nothing.
  private void add(long pid) {
    try {
      samples.computeIfAbsent(pid, first -> new ArrayList<>()).add(Footprint.of(pid));
    } catch (IOException | UncheckedIOException e) {
      say("process %d could not be looked at: %s", pid, e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a process has come to take in the time that it has lived.
  private Stream<Footprint> growth(long pid) {
    List<Footprint> all = samples.get(pid);
    if (all.size() < LEAST_SAMPLES) {
      return Stream.empty();
    }
    Footprint first = Footprint.mean(all.subList(0, all.size() / 3));
    Footprint last = Footprint.mean(all.subList(all.size() - all.size() / 3, all.size()));
    String name = pid == ProcessHandle.current().pid() ? "host" : "function";
    say("%s, %d samples: first %s; last %s", name, all.size(), first, last);
    return Stream.of(last.minus(first));
  }

  private static List<JsonNode> runs(ApiClient api) {
    return api.all("/runs");
  }

  private static boolean haveSettled(ApiClient api) {
    return runs(api).stream().noneMatch(run -> run.path("status").asText().equals("running"));
  }

  private static void say(String format, Object... of) {
    System.out.println(format.formatted(of));
  }
}
