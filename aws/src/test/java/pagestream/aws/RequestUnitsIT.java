package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.batch;
import static pagestream.memory.PortSamples.ended;
import static pagestream.memory.PortSamples.first;
import static pagestream.memory.PortSamples.head;
import static pagestream.memory.PortSamples.origin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.memory.PortSamples;
import pagestream.pacing.Pace;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
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
  void askingWhetherAnEarlierBatchIsOpenCostsAReadUnitForSomeBatches() {
    Metered meter = new Metered(made.dynamo());
    RunTable runs = made.through(meter).runs(() -> NOON);
    for (int number = 0; number < 10; number++) {
      runs.add(Outcome.stored(batch(origin(1), number, 100), Stage.WRITER, 100, 0, 0, NOON));
    }
    meter.reset();

    assertThat(runs.isEarlierBatchOpen(batch(origin(1), 10, 100))).isFalse();

    assertThat(meter.read.sum()).isEqualTo(1);
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
    assertThat(isFinal(runs)).isTrue();
    double closed = meter.written.sumThenReset();
    meter.reset();
    assertThat(isFinal(runs)).isTrue();
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

  private static boolean isFinal(RunTable runs) {
    return runs.find(origin(1).run()).flatMap(RunRead::whole).orElseThrow().isFinal();
  }

  /// The address of a page, about as long as those of shops are.
  private static String book(int number) {
    return "https://books.example.org/catalogue/the-%03d-of-all-books_%03d/index.html"
        .formatted(number, number);
  }

  /// As `docs/scale.md` counts. DynamoDB Local charges less than AWS for absent keys and for a
  /// transaction that replaces an item; so these are counted there by AWS's rules.
  @Test
  void aPageCostsAFewUnitsOfItsHostAndItsRun() {
    Metered meter = new Metered(made.dynamo());
    RunTable runs = made.through(meter).runs(() -> NOON);
    HostTable hosts = made.through(meter).hosts();
    Pace pace = new Pace(Duration.ofSeconds(1), 1);
    Map<String, String> units = new LinkedHashMap<>();

    hosts.change("books.example.org", state -> state.reserve(1, pace, NOON));
    units.put("host", meter.units());
    runs.end(leadingTo(1));
    units.put("end", meter.units());
    runs.end(leadingTo(21));
    units.put("end with 21 pages", meter.units());
    runs.add(Outcome.stored(batch(origin(1), 0, 20), Stage.WRITER, 20, 0, 0, NOON));
    units.put("outcome", meter.units());

    assertThat(units)
        .isEqualTo(
            Map.of(
                "host", "1 read, 1 written",
                "end", "0 read, 1 written",
                "end with 21 pages", "0 read, 3 written",
                "outcome", "0 read, 1 written"));
  }

  private static EndedTask leadingTo(int pages) {
    Origin origin = Origins.with(origin(1), Map.of("task", "leads to " + pages));
    List<FoundTask> leads =
        IntStream.range(0, pages)
            .mapToObj(i -> new FoundTask("0123456789abcde" + i, book(i), Optional.of(NOON)))
            .toList();
    return new EndedTask(origin, 20, 0, 1, 12, null, new Leads(leads, Map.of()), NOON);
  }
}
