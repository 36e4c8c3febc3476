package pagestream.writer;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pagestream.memory.Faults;
import pagestream.memory.Faults.Fault;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryRecords;
import pagestream.memory.InMemoryRuns;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;

/// The three tables in memory, told what goes wrong.
final class TestTables {
  /// The calls in their order.
  final List<String> calls = new ArrayList<>();

  /// Ids the table can never take.
  final Set<String> refused = new HashSet<>();

  /// Calls that fail, and how.
  final Map<String, Fault> faulty = new HashMap<>();

  /// What another writer does before a put.
  Runnable race = () -> {};

  private final Faults faults =
      call -> {
        calls.add(call);
        if (call.equals("put")) {
          Runnable next = race;
          race = () -> {};
          next.run();
        }
        return faulty.getOrDefault(call, Fault.NONE);
      };
  final InMemoryRecords records =
      new InMemoryRecords(faults, 0, record -> refused.contains(record.id()));
  final InMemoryRuns runs;
  final InMemoryFailures failures = new InMemoryFailures(faults);

  TestTables(InstantSource clock) {
    runs = new InMemoryRuns(clock, faults);
  }

  Writer writer(InstantSource clock) {
    return new Writer(records, runs, failures, failures, clock, Samples.NO_LOG);
  }

  /// The versions that are stored, by id.
  Map<String, Version> items(String... ids) {
    Map<String, Version> items = new TreeMap<>();
    for (String id : ids) {
      records.find(Samples.RECIPE, id).ifPresent(stored -> items.put(id, stored.version()));
    }
    return items;
  }

  void store(String page, TypedRecord record) {
    records.put(Samples.origin(page), List.of(record));
  }

  /// Outcomes by page and batch.
  Map<String, Outcome> outcomes() {
    Map<String, Outcome> outcomes = new TreeMap<>();
    runs.outcomes().forEach(each -> outcomes.put(each.page() + "/" + each.batch(), each));
    return outcomes;
  }

  Map<String, Failure> kept() {
    Map<String, Failure> kept = new TreeMap<>();
    failures.kept().forEach(failure -> kept.put(failure.id(), failure));
    return kept;
  }
}
