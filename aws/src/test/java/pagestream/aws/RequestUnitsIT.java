package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.batch;
import static pagestream.memory.PortSamples.ended;
import static pagestream.memory.PortSamples.first;
import static pagestream.memory.PortSamples.head;
import static pagestream.memory.PortSamples.origin;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.memory.PortSamples;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Records.Put;
import pagestream.pipeline.Stage;
import pagestream.pipeline.TypedRecord;

/// Why the writer reads before it writes: DynamoDB itself says what records and runs cost.
class RequestUnitsIT extends WithTables {
  /// A write request unit costs five read request units
  /// ([AWS](https://aws.amazon.com/dynamodb/pricing/on-demand/)).
  private static final int READ_UNITS_PER_WRITE_UNIT = 5;

  private static final List<TypedRecord> HUNDRED = PortSamples.records(100);
  private static final List<String> IDS = HUNDRED.stream().map(TypedRecord::id).toList();

  @Test
  void readingAHundredVersionsCostsAFifthOfWritingThem() {
    Metered meter = new Metered(made.dynamo());
    RecordTable records = made.through(meter).records();

    assertThat(records.versions("movies", IDS)).isEmpty();
    double readMissing = meter.read.sumThenReset();
    assertThat(records.put(origin(1), HUNDRED)).containsOnly(new Put.Stored());
    double written = meter.written.sumThenReset();
    assertThat(records.versions("movies", IDS)).hasSize(100);
    double read = meter.read.sumThenReset();
    assertThat(records.put(origin(2), HUNDRED)).containsOnly(new Put.Stored());
    double overwritten = meter.written.sumThenReset();

    System.out.printf(
        "request units of 100 records: versions %.1f read (none stored: %.1f),"
            + " first put %.1f written, put of a newer page with the same content %.1f written;"
            + " in read units %.0f to %.0f: 1 to %.0f%n",
        read,
        readMissing,
        written,
        overwritten,
        read,
        overwritten * READ_UNITS_PER_WRITE_UNIT,
        overwritten * READ_UNITS_PER_WRITE_UNIT / read);
    assertThat(read).isEqualTo(100);
    assertThat(written).isEqualTo(100);
    assertThat(overwritten * READ_UNITS_PER_WRITE_UNIT / read).isGreaterThanOrEqualTo(5);
  }

  @Test
  void askingWhetherAnOlderRunIsOpenCostsAReadUnitWhereNoneIs() {
    Metered meter = new Metered(made.dynamo());
    RunTable runs = made.through(meter).runs(() -> NOON);
    runs.begin(head(origin(2)), first(origin(2)));
    meter.reset();

    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();

    assertThat(meter.read.sum()).isEqualTo(1);
    assertThat(meter.written.sum()).isZero();
  }

  @Test
  void aRunCostsAFewUnitsOfItsOwnHoweverManyRecordsItFindsUnchanged() {
    Metered meter = new Metered(made.dynamo());
    RunTable runs = made.through(meter).runs(() -> NOON);

    runs.begin(head(origin(1)), first(origin(1)));
    double begunFirst = meter.written.sumThenReset();
    runs.begin(head(origin(2)), first(origin(2)));
    double begun = meter.written.sumThenReset();
    runs.end(ended(origin(1), 100, 0, 1));
    runs.add(Outcome.stored(batch(origin(1), 0, 100), Stage.WRITER, 0, 100, 0, NOON));
    double ended = meter.written.sumThenReset();
    assertThat(runs.find(origin(1).run()).orElseThrow().isFinal()).isTrue();
    double closed = meter.written.sumThenReset();
    meter.reset();
    assertThat(runs.find(origin(1).run()).orElseThrow().isFinal()).isTrue();
    double readAgain = meter.read.sum();

    System.out.printf(
        "request units of a run: %.1f written to begin it (a recipe's first: %.1f), %.1f to end its task and its batch,"
            + " %.1f to keep its sums; %.1f read when it is read again%n",
        begun, begunFirst, ended, closed, readAgain);
    assertThat(begunFirst).isEqualTo(7);
    assertThat(begun).isEqualTo(6); // three items, each twice in a transaction
    assertThat(ended).isEqualTo(2);
    assertThat(closed).isEqualTo(2);
    assertThat(readAgain).isEqualTo(1);
    assertThat(meter.written.sum()).isZero();
  }
}
