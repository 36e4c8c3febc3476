package pagestream.writer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Records;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Runs;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;

/// The three tables in memory, as their contracts say.
final class InMemoryTables implements Records, Runs, Failures {
  final Map<String, Version> items = new TreeMap<>();
  final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  final Map<String, Failure> failures = new LinkedHashMap<>();

  /// The calls in their order.
  final List<String> calls = new ArrayList<>();

  /// Keys the table can never take.
  final Set<String> refused = new HashSet<>();

  /// Calls that fail in a passing way, as `put` or `put [tt1]`.
  final Set<String> faulty = new HashSet<>();

  /// Versions another writer stores after they have been read.
  final Map<String, Version> racing = new HashMap<>();

  @Override
  public Map<String, Version> versions(Collection<String> ids) {
    call("versions");
    Map<String, Version> versions = new HashMap<>(items);
    versions.keySet().retainAll(Set.copyOf(ids));
    return versions;
  }

  @Override
  public Set<String> untouchedSince(Origin origin, Collection<String> ids) {
    call("untouchedSince");
    Set<String> untouched = new HashSet<>();
    outcomes.values().stream()
        .filter(outcome -> outcome.origin().run().compareTo(origin.run()) > 0)
        .forEach(outcome -> untouched.addAll(outcome.untouched()));
    untouched.retainAll(Set.copyOf(ids));
    return untouched;
  }

  @Override
  public List<Put> put(Origin origin, List<TypedRecord> records) {
    call("put " + records.stream().map(TypedRecord::id).toList());
    items.putAll(racing);
    return records.stream().map(record -> put(origin, record)).toList();
  }

  private Put put(Origin origin, TypedRecord record) {
    if (refused.contains(record.id())) {
      return new Put.Refused("too large an item");
    }
    Version mine = new Version(origin.run(), record.position(), record.hash());
    Version current = items.get(record.id());
    if (current != null && !mine.isNewerThan(current)) {
      return new Put.Outdated(current);
    }
    items.put(record.id(), mine);
    return new Put.Stored();
  }

  @Override
  public void begin(RunHead head) {
    throw new AssertionError("a writer begins no run");
  }

  @Override
  public void add(Outcome outcome) {
    call("add");
    outcomes.putIfAbsent(outcome.origin().run() + "/" + outcome.batch(), outcome);
  }

  @Override
  public void keep(Collection<Failure> kept) {
    call("keep " + kept.size());
    kept.forEach(failure -> failures.putIfAbsent(failure.id(), failure));
  }

  private void call(String name) {
    calls.add(name);
    if (faulty.contains(name) || faulty.contains(name.split(" ")[0])) {
      throw new TransientException(name + " did not answer");
    }
  }
}
