package pagestream.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.writer.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.memory.Faults;
import pagestream.memory.Faults.Fault;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryRecords;
import pagestream.memory.InMemoryRuns;
import pagestream.pipeline.Batch;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Usage;
import pagestream.timing.Deadline;

/// Two runs that write one record, in every order their steps can take: the content of the newer
/// page must stand at the end, whatever either of them found.
class UpsertInterleavingsTest {
  private static final String ID = "tt1";

  /// What may go wrong on the way, which each scenario has for itself.
  private enum Flaw {
    NONE,
    /// Reads of versions are one write behind, as eventually consistent ones may be.
    READS_LAG,
    /// Nobody asks for open runs.
    OPEN_RUNS_ARE_NOT_SEEN
  }

  /// Two runs over a record that has the content X, by an older run that has settled.
  private static final class TwoRuns implements Interleavings.Scenario {
    private final String contents;
    private final boolean endsEarly;
    private final Flaw flaw;
    private final Fault faultOfFirst;
    private final ThreadLocal<Interleavings.Turn> turns = new ThreadLocal<>();
    private List<Integer> wrong = List.of();
    private World world = new World();

    /// @param contents one letter for each run: what it found for the record
    /// @param endsEarly whether the task is ended before the writer has its batch
    TwoRuns(String contents, boolean endsEarly, Flaw flaw, Fault faultOfFirst) {
      this.contents = contents;
      this.endsEarly = endsEarly;
      this.flaw = flaw;
      this.faultOfFirst = faultOfFirst;
    }

    private final class World {
      private int ticks;
      private String newestContent = "X";
      private boolean isFaultDue = faultOfFirst != Fault.NONE;
      private final Faults faults =
          call -> {
            Interleavings.Turn turn = turns.get();
            if (turn != null) {
              turn.await();
            }
            if (isFaultDue && call.equals("put")) {
              isFaultDue = false;
              return faultOfFirst;
            }
            return Fault.NONE;
          };
      final InMemoryRecords records =
          new InMemoryRecords(faults, flaw == Flaw.READS_LAG ? 1 : 0, record -> false);
      final InMemoryRuns runs = new InMemoryRuns(() -> NOW, faults);
      final InMemoryFailures failures = new InMemoryFailures();
      final Writer writer =
          new Writer(records, seen(runs), failures, failures, () -> NOW, Samples.NO_LOG);

      /// ULIDs sort by time as text, as these do.
      String tick() {
        return "%03d".formatted(ticks++);
      }
    }

    private Runs seen(InMemoryRuns runs) {
      return flaw == Flaw.OPEN_RUNS_ARE_NOT_SEEN ? new BlindRuns(runs) : runs;
    }

    @Override
    public List<Interleavings.Actor> actors() {
      world = new World();
      world.isFaultDue = false;
      scrape(world, "X");
      world.isFaultDue = faultOfFirst != Fault.NONE;
      List<Interleavings.Actor> actors = new ArrayList<>();
      for (char content : contents.toCharArray()) {
        World ours = world;
        actors.add(turn -> {
          turns.set(turn);
          scrape(ours, String.valueOf(content));
        });
      }
      return actors;
    }

    /// What the scraper and then the writer do; the page's id is made in a step of its own.
    private void scrape(World in, String content) {
      String run = in.tick();
      Task task = new Task(run, "films", "movies", "https://movies.example/");
      in.runs.begin(
          new RunHead(run, "films", "movies", "v1", task.url(), NOW, Duration.ZERO), task);
      if (turns.get() != null) {
        turns.get().await();
      }
      String page = in.tick();
      in.newestContent = content;
      Origin origin = Origins.of(Map.of("run", run, "task", task.id(), "page", page));
      EndedTask ended = new EndedTask(origin, 1, 0, 1, 1, NOW);
      TypedRecord record = Samples.record(0, ID + "=" + content);
      if (endsEarly) {
        in.runs.end(ended);
      }
      deliver(in, new Batch<>(origin, 0, 1, List.of(record)));
      if (!endsEarly) {
        in.runs.end(ended);
      }
    }

    /// Until it is done, as an event source mapping does.
    private static void deliver(World in, Batch<TypedRecord> batch) {
      while (true) {
        try {
          in.writer.handle(batch, Deadline.in(Duration.ofSeconds(10)));
          return;
        } catch (TransientException e) {
          // it is redelivered
        }
      }
    }

    @Override
    public boolean ended(List<Integer> order) {
      String content = world.records.find("movies", ID).orElseThrow().record().hash();
      if (!content.equals(world.newestContent)) {
        wrong = order;
      }
      return wrong.isEmpty();
    }
  }

  /// Runs of which nobody sees whether they are open.
  private record BlindRuns(InMemoryRuns runs) implements Runs {
    @Override
    public void begin(RunHead head, Task first) {
      runs.begin(head, first);
    }

    @Override
    public boolean begin(RunHead head, Task first, Instant scheduledAt) {
      return runs.begin(head, first, scheduledAt);
    }

    @Override
    public boolean hasBegun(String source, Instant scheduledAt) {
      return runs.hasBegun(source, scheduledAt);
    }

    @Override
    public void giveBack(String source, Instant scheduledAt, String run) {
      runs.giveBack(source, scheduledAt, run);
    }

    @Override
    public void end(EndedTask task) {
      runs.end(task);
    }

    @Override
    public Optional<TaskState> state(Task task) {
      return runs.state(task);
    }

    @Override
    public int admit(Task task, int pages, int limit) {
      return runs.admit(task, pages, limit);
    }

    @Override
    public Usage use(String run, Usage page) {
      return runs.use(run, page);
    }

    @Override
    public boolean isWhole(Batch<?> batch) {
      return runs.isWhole(batch);
    }

    @Override
    public boolean isPageStored(String run, String page, int batches) {
      return runs.isPageStored(run, page, batches);
    }

    @Override
    public Cancel cancel(String run, Instant at) {
      return runs.cancel(run, at);
    }

    @Override
    public void skip(String run, Instant at) {
      runs.skip(run, at);
    }

    @Override
    public Optional<String> underWay(String source, String recipe) {
      return runs.underWay(source, recipe);
    }

    @Override
    public void add(Outcome outcome) {
      runs.add(outcome);
    }

    @Override
    public boolean hasEnded(Batch<?> batch, Stage stage) {
      return runs.hasEnded(batch, stage);
    }

    @Override
    public Optional<String> latestScrape(String recipe) {
      return runs.latestScrape(recipe);
    }

    @Override
    public boolean isEarlierBatchOpen(Batch<?> batch) {
      return runs.isEarlierBatchOpen(batch);
    }

    @Override
    public boolean isOlderRunOpen(Origin origin) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({"YX, true", "YX, false", "YZ, true", "XY, false"})
  void theNewerPagesContentStandsInTheEnd(String contents, boolean endsEarly) {
    TwoRuns runs = new TwoRuns(contents, endsEarly, Flaw.NONE, Fault.NONE);

    assertThat(Interleavings.all(runs)).isGreaterThan(1_000);
    assertThat(runs.wrong).isEmpty();
  }

  @Test
  void itStandsAlsoWhereABatchIsRedeliveredAfterAnAnswerWasLost() {
    TwoRuns runs = new TwoRuns("YX", true, Flaw.NONE, Fault.AFTER);

    assertThat(Interleavings.all(runs)).isGreaterThan(1_000);
    assertThat(runs.wrong).isEmpty();
  }

  @Test
  void itWouldNotStandWhereReadsLag() {
    TwoRuns runs = new TwoRuns("YX", true, Flaw.READS_LAG, Fault.NONE);

    Interleavings.all(runs);

    assertThat(runs.wrong).isNotEmpty();
  }

  @Test
  void itWouldNotStandWhereNobodyAskedForOpenRuns() {
    TwoRuns runs = new TwoRuns("YX", true, Flaw.OPEN_RUNS_ARE_NOT_SEEN, Fault.NONE);

    Interleavings.all(runs);

    assertThat(runs.wrong).isNotEmpty();
  }
}
