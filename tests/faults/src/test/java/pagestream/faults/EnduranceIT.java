package pagestream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Run;

/// A million rows while nearly a third of all calls fail: run by `mvn verify -Pendurance`.
@Tag("endurance")
class EnduranceIT {
  private static final int MILLION = 1_000_000;

  /// Some requests to begin a run fail, and many runs end at a page that is no list.
  private static final Plan PLAN =
      new Plan(
          1,
          20,
          200,
          10,
          1_000,
          1_000,
          0,
          20,
          64,
          2,
          50,
          30,
          2,
          0,
          0,
          false,
          Plan.ENDLESS,
          Flaw.NONE);

  @Test
  void aMillionRowsAreCountedAndStoredExactly(@TempDir Path folder) throws Exception {
    long began = System.nanoTime();
    Pipeline pipeline = new Pipeline(PLAN, folder);
    FutureTask<List<String>> work =
        new FutureTask<>(() -> {
          pipeline.scrape();
          return Verdict.ofScrapes(pipeline);
        });
    Thread.ofVirtual().start(work); // where handing over to others costs least
    List<String> wrong = work.get();
    report(pipeline, wrong, (System.nanoTime() - began) / 1_000_000_000);

    assertThat(wrong).isEmpty();
    assertThat(rows(pipeline)).isGreaterThan(MILLION);
  }

  private static long rows(Pipeline pipeline) {
    return runs(pipeline).stream().mapToLong(run -> run.counts().found()).sum();
  }

  private static List<Run> runs(Pipeline pipeline) {
    return pipeline.runs.begun().stream().flatMap(id -> pipeline.runs.find(id).stream()).toList();
  }

  private static void report(Pipeline pipeline, List<String> wrong, long seconds) {
    System.gc();
    Runtime machine = Runtime.getRuntime();
    long heap = (machine.totalMemory() - machine.freeMemory()) >> 20;
    say("%,d rows of %,d runs in %,d s", rows(pipeline), runs(pipeline).size(), seconds);
    say(
        "%,d calls to ports, of which failed %s; %,d functions killed",
        pipeline.mishaps.calls(), pipeline.mishaps.faults(), pipeline.mishaps.kills());
    say(
        "%,d deliveries of rows, %,d of records; %s",
        pipeline.raw.deliveries(), pipeline.clean.deliveries(), pipeline.queue.counts());
    say(
        "records: %,d stored, missing %d, stale %d",
        pipeline.statements.byId().size(), count(wrong, "is missing"), count(wrong, "is stale"));
    say(
        "runs settled: %,d; failures: %,d, all open: %s",
        runs(pipeline).stream().filter(run -> run.settledAt().isPresent()).count(),
        pipeline.failures.kept().size(),
        pipeline.failures.kept().stream()
            .flatMap(each -> pipeline.failures.find(each.id()).stream())
            .allMatch(each -> each.status() == FailureStatus.OPEN));
    say("heap after a collection: %,d MB", heap);
  }

  private static long count(List<String> wrong, String words) {
    return wrong.stream().filter(each -> each.contains(words)).count();
  }

  private static void say(String format, Object... of) {
    System.out.println(format.formatted(of));
  }
}
