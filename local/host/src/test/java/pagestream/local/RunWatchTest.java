package pagestream.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunNotes;
import pagestream.pipeline.RunParts;
import pagestream.pipeline.Task;

class RunWatchTest {
  private static final Instant START = Instant.parse("2026-11-21T13:00:00Z");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<RunParts> runs = new ArrayList<>();
  private List<String> open = List.of();
  private Instant now = START;

  private RunWatch watch(boolean isTerminal) {
    return new RunWatch(
        () ->
            runs.reversed().stream()
                .limit(RunWatch.NEWEST)
                .map(parts -> Run.of(parts, now))
                .toList(),
        () -> open,
        id ->
            runs.stream()
                .filter(parts -> parts.head().run().equals(id))
                .map(parts -> Run.of(parts, now))
                .findAny(),
        () -> now,
        new Console(new PrintStream(printed, true, UTF_8), isTerminal));
  }

  /// What was said since the last call, without its times.
  private List<String> said() {
    String text = printed.toString(UTF_8).replace("\r\033[K", "");
    printed.reset();
    return text.lines().map(line -> line.replaceFirst("^[\\d:.]+ run +", "")).toList();
  }

  /// A run that has ended some of its pages, whose rows all failed.
  private static RunParts run(String id, Instant startedAt, int pages, int ended) {
    Task first = new Task(id, "books", "books", "https://example.org/");
    List<FoundTask> others =
        IntStream.range(1, pages).mapToObj(i -> new FoundTask("" + i, "/" + i)).toList();
    List<EndedTask> ends = new ArrayList<>();
    for (int i = 0; i < ended; i++) {
      Leads leads =
          i == 0 ? new Leads(others, Map.of(NotFollowed.HOST, 2)) : new Leads(List.of(), Map.of());
      ends.add(
          new EndedTask(
              origin(first, i == 0 ? first.id() : "" + i),
              i == 0 ? 0 : 1,
              i == 0 ? 0 : 1,
              0,
              12,
              null,
              leads,
              startedAt.plusSeconds(i)));
    }
    return new RunParts(
        new RunHead(id, "books", "books", "v1", first.url(), startedAt, Duration.ZERO),
        first.found(),
        ends,
        List.of());
  }

  private static Origin origin(Task task, String id) {
    return new Origin(
        task.run(), task.source(), task.recipe(), "v1", id, "page" + id, task.url(), START);
  }

  @Test
  void aRunOfManyPagesSaysHowFarItIsAndThenWhatBecameOfIt() {
    RunWatch watch = watch(true);
    runs.add(run("01A", START, 640, 120));
    now = START.plusSeconds(120);
    watch.look();
    assertThat(printed.toString(UTF_8))
        .endsWith("books: 120 of 640 known pages, 119 rows, 59 pages/min, about 8 min left");

    runs.set(0, run("01A", START, 640, 640));
    now = START.plusSeconds(700);
    printed.reset();
    watch.look();
    watch.look();
    assertThat(said())
        .containsOnlyOnce(
            "books: run 01A failed after 10 min: 640 pages, 639 rows: 0 stored, 0 unchanged,"
                + " 0 stale, 639 failed; 2 links not followed");
  }

  @Test
  void whereLinesStayThereIsOneEveryTenSeconds() {
    RunWatch watch = watch(false);
    watch.look();
    runs.add(run("01A", START, 640, 2));
    List<Integer> lines = new ArrayList<>();
    for (int second = 1; second <= 30; second++) {
      now = START.plusSeconds(second);
      watch.look();
      if (!said().isEmpty()) {
        lines.add(second);
      }
    }

    assertThat(lines).containsExactly(10, 20, 30);
  }

  @Test
  void aRunOfOnePageSaysOnlyWhatBecameOfIt() {
    RunWatch watch = watch(true);
    runs.add(run("01A", START.plusSeconds(1), 1, 0));
    now = START.plusSeconds(2);
    watch.look();
    assertThat(said()).isEmpty();

    runs.set(0, run("01A", START.plusSeconds(1), 1, 1));
    watch.look();
    assertThat(said()).singleElement().asString().contains("1 page, 0 rows");
  }

  @Test
  void ofSeveralRunsTheNewestIsShown() {
    RunWatch watch = watch(true);
    runs.add(run("01A", START, 3, 1));
    runs.add(run("01B", START, 5, 2));
    now = START.plusSeconds(30);
    watch.look();

    assertThat(printed.toString(UTF_8))
        .endsWith("books: 2 of 5 known pages, 1 row, 4 pages/min, about 45 s left; 1 other run");
  }

  @Test
  void aLongRunIsStillSeenWhenManyNewerOnesHaveBegun() {
    RunWatch watch = watch(true);
    runs.add(run("01A", START, 3, 1));
    watch.look();
    for (int i = 0; i < RunWatch.NEWEST; i++) {
      runs.add(run("01B" + i, START.plusSeconds(1), 1, 1));
    }
    watch.look();
    said();

    runs.set(0, run("01A", START, 3, 3));
    watch.look();

    assertThat(said()).singleElement().asString().contains("books: run 01A failed after 2.0 s");
  }

  @Test
  void aRunThatGoesOnIsSeenThoughManyNewerOnesHadBegunBeforeTheFirstLook() {
    RunWatch watch = watch(true);
    runs.add(run("01A", START, 3, 1));
    for (int i = 0; i < RunWatch.NEWEST; i++) {
      runs.add(run("01B" + i, START.plusSeconds(1), 1, 1));
    }
    open = List.of("01A");
    now = START.plusSeconds(30);
    watch.look();
    assertThat(printed.toString(UTF_8)).contains("books: 1 of 3 known pages");
    said();

    runs.set(0, run("01A", START, 3, 3));
    watch.look();
    watch.look();
    assertThat(said())
        .containsOnlyOnce(
            "books: run 01A failed after 2.0 s: 3 pages, 2 rows: 0 stored, 0 unchanged, 0 stale,"
                + " 2 failed; 2 links not followed");
  }

  @Test
  void aLookThatFailsIsSaidOnceAndTheNextOneTells() {
    runs.add(run("01A", START, 3, 1));
    boolean[] fails = {true};
    RunWatch watch =
        new RunWatch(
            () -> {
              if (fails[0]) {
                throw new IllegalStateException("nobody foresaw it");
              }
              return List.of(Run.of(runs.getFirst(), now));
            },
            List::of,
            id -> Optional.empty(),
            () -> now,
            new Console(new PrintStream(printed, true, UTF_8), false));
    watch.lookIfPossible();
    watch.lookIfPossible();
    assertThat(said())
        .containsExactly(
            "the runs could not be read: java.lang.IllegalStateException: nobody foresaw it");

    fails[0] = false;
    runs.set(0, run("01A", START, 3, 3));
    watch.lookIfPossible();
    assertThat(said()).singleElement().asString().contains("run 01A");
  }

  @Test
  void runsThatHadSettledBeforeTheStartAreHistoryAndThoseUnderWayAreNot() {
    runs.add(run("01A", START.minusSeconds(90), 1, 1));
    runs.add(run("01B", START.minusSeconds(60), 3, 1));
    RunWatch watch = watch(false);
    watch.look();
    runs.set(1, run("01B", START.minusSeconds(60), 3, 3));
    watch.look();

    assertThat(said()).singleElement().asString().contains("run 01B");
  }

  @Test
  void aRunThatWasCancelledSaysSo() {
    RunParts parts = run("01A", START, 1, 1);
    RunNotes cancelled = new RunNotes(Optional.of(START), List.of());
    runs.add(new RunParts(parts.head(), parts.first(), parts.ended(), parts.outcomes(), cancelled));
    now = START.plus(Duration.ofSeconds(1));
    watch(true).look();

    assertThat(said()).isEmpty();

    now = START;
    watch(true).look();
    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("books: run 01A cancelled, settled after 0.0 s: 1 page, 0 rows");
  }
}
