package pagestream.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.writer.Samples.NOW;
import static pagestream.writer.Samples.batch;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.memory.Faults.Fault;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryRecords;
import pagestream.memory.InMemoryRuns;
import pagestream.pipeline.TransientException;
import pagestream.timing.Deadline;

/// The batches of one page that write one record, in every order their steps can take: the content
/// of the row that stands furthest down must stand at the end.
class BatchInterleavingsTest {
  private static final String ID = "tt1";

  /// Batches of a row each, over a record that has the content X, by an older run that has settled.
  ///
  /// @param contents one letter for each batch: what its row has
  /// @param fault how the first put fails
  private static final class Batches implements Interleavings.Scenario {
    private final String contents;
    private final Fault fault;
    private final ThreadLocal<Interleavings.Turn> turns = new ThreadLocal<>();
    private InMemoryRecords records = new InMemoryRecords();
    private boolean isFaultDue;
    private List<Integer> wrong = List.of();

    Batches(String contents, Fault fault) {
      this.contents = contents;
      this.fault = fault;
    }

    @Override
    public List<Interleavings.Actor> actors() {
      records = new InMemoryRecords(this::fault, 0, record -> false);
      records.put(Samples.origin("run0-page"), List.of(Samples.record(0, ID + "=X")));
      InMemoryRuns runs = new InMemoryRuns(() -> NOW, this::fault);
      InMemoryFailures failures = new InMemoryFailures();
      Writer writer = new Writer(records, runs, failures, failures, () -> NOW, Samples.NO_LOG);
      isFaultDue = fault != Fault.NONE;
      return IntStream.range(0, contents.length())
          .<Interleavings.Actor>mapToObj(number ->
              turn -> {
                turns.set(turn);
                deliver(writer, number);
              })
          .toList();
    }

    private Fault fault(String call) {
      Interleavings.Turn turn = turns.get();
      if (turn != null) {
        turn.await();
      }
      if (turn != null && isFaultDue && call.equals("put")) {
        isFaultDue = false;
        return fault;
      }
      return Fault.NONE;
    }

    /// Until it is done, as an event source mapping does.
    private void deliver(Writer writer, int number) {
      while (true) {
        try {
          writer.handle(
              batch("run1", number, number, List.of(ID + "=" + contents.charAt(number))),
              Deadline.in(Duration.ofSeconds(10)));
          return;
        } catch (TransientException e) {
          // it is redelivered
        }
      }
    }

    @Override
    public boolean ended(List<Integer> order) {
      String content = records.find(Samples.RECIPE, ID).orElseThrow().record().hash();
      if (!content.equals(contents.substring(contents.length() - 1))) {
        wrong = order;
      }
      return wrong.isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"YX, NONE", "YX, AFTER", "YX, BEFORE", "XY, NONE", "YZ, NONE", "YZ, AFTER"})
  void theRowFurthestDownStandsInTheEnd(String contents, Fault fault) {
    Batches batches = new Batches(contents, fault);

    assertThat(Interleavings.all(batches)).isGreaterThan(10);
    assertThat(batches.wrong).isEmpty();
  }
}
