package pagestream.scraper;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import pagestream.fetching.Fetcher;
import pagestream.fetching.UserAgent;
import pagestream.memory.Faults;
import pagestream.memory.Faults.Fault;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryKnownPages;
import pagestream.memory.InMemoryQueue;
import pagestream.memory.InMemoryRuns;
import pagestream.memory.InMemoryStream;
import pagestream.pacing.InMemoryHosts;
import pagestream.pacing.InMemoryRobotsFiles;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Log;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.Run;
import pagestream.pipeline.StreamWriter;

/// What a scrape writes to, in memory.
final class Ports implements StreamWriter {
  final List<Batch<Row>> published = new ArrayList<>();

  /// The calls in their order; a call that keeps nothing is none.
  final List<String> calls = new ArrayList<>();

  /// Calls that fail, and how.
  final Map<String, Fault> faulty = new LinkedHashMap<>();

  Supplier<String> pageIds = () -> "page1";

  Supplier<String> runIds = () -> "run1";

  /// Told of each call before it is made.
  Consumer<String> onCall = call -> {};

  /// Whether a call fails once only.
  boolean faultsPass;

  /// Which stream records are never taken, by their partition key.
  Predicate<String> refused = partitionKey -> false;

  private final Faults faults =
      call -> {
        onCall.accept(call);
        if (!call.equals("findPage")) {
          calls.add(call);
        }
        Fault fault = faulty.getOrDefault(call, Fault.NONE);
        if (faultsPass) {
          faulty.remove(call);
        }
        return fault;
      };
  final InMemoryRuns runs = new InMemoryRuns(() -> ScraperIT.NOW, faults);
  final InMemoryFailures failures = new InMemoryFailures(faults);
  final InMemoryQueue queue = new InMemoryQueue(faults);
  final InMemoryHosts hosts = new InMemoryHosts();
  final InMemoryRobotsFiles robots = new InMemoryRobotsFiles();

  /// The stream to the writer.
  final InMemoryStream clean = new InMemoryStream();

  final InMemoryKnownPages pages = new InMemoryKnownPages(faults);

  /// Of a scraper whose first run is `run1`, and whose pages are `page1`.
  Parts parts(InstantSource clock, Log log) {
    return new Parts(
        runs,
        failures,
        failures,
        hosts,
        robots,
        pages,
        queue,
        this,
        clean,
        new Fetcher(UserAgent.WITHOUT_CONTACT, 4 << 20, clock),
        () -> runIds.get(),
        () -> {
          calls.add("page id");
          return pageIds.get();
        },
        clock,
        time -> {},
        log);
  }

  Map<String, Failure> kept() {
    Map<String, Failure> kept = new LinkedHashMap<>();
    failures.kept().forEach(failure -> kept.put(failure.id(), failure));
    return kept;
  }

  Run run() {
    faulty.clear();
    return runs.find("run1").orElseThrow();
  }

  @Override
  public BitSet put(List<Put> records) {
    calls.add("put");
    BitSet failed = new BitSet();
    for (int i = 0; i < records.size(); i++) {
      if (refused.test(records.get(i).partitionKey())) {
        failed.set(i);
      } else {
        published.add(batch(records.get(i).data()));
      }
    }
    return failed;
  }

  static Batch<Row> batch(byte[] data) {
    return switch (BatchCodec.ROWS.decode(data)) {
      case Result.Ok<Batch<Row>>(Batch<Row> batch) -> batch;
      case Result.Rejected<Batch<Row>>(Rejection why) -> throw new AssertionError(why);
    };
  }
}
