package pagestream.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Records;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;

/// Records in memory. It can be made to fail, to reject records, and to lag: to answer reads of
/// versions by what it held some writes ago, as an eventually consistent read may.
public final class InMemoryRecords implements Records {
  /// What is stored under a key.
  public record Stored(Version version, TypedRecord record, Origin origin) {}

  private record Key(String recipe, String id) {}

  private final Faults faults;
  private final int lag;
  private final Predicate<TypedRecord> refused;
  private final BiPredicate<Version, Version> replaces;
  private final Map<Key, Deque<Stored>> stored = new HashMap<>();
  private int writes;

  public InMemoryRecords() {
    this(Faults.NONE, 0, record -> false);
  }

  /// @param lag how many writes of a key its reads are behind
  /// @param refused the records that can never be stored
  public InMemoryRecords(Faults faults, int lag, Predicate<TypedRecord> refused) {
    this(faults, lag, refused, Version::isNewerThan);
  }

  /// @param replaces whether a version may be written in place of another one, to see what a table
  ///   without the right condition would do
  public InMemoryRecords(
      Faults faults,
      int lag,
      Predicate<TypedRecord> refused,
      BiPredicate<Version, Version> replaces) {
    this.faults = faults;
    this.lag = lag;
    this.refused = refused;
    this.replaces = replaces;
  }

  @Override
  public Map<String, Version> versions(String recipe, Collection<String> ids) {
    return faults.read(
        "versions",
        () -> {
          Map<String, Version> versions = new HashMap<>();
          for (String id : ids) {
            history(recipe, id).stream()
                .skip(lag)
                .findFirst()
                .ifPresent(found -> versions.put(id, found.version()));
          }
          return versions;
        });
  }

  @Override
  public List<Put> put(Origin origin, List<TypedRecord> records) {
    if (records.isEmpty()) {
      return List.of();
    }
    Faults.Fault fault = faults.of("put");
    int done =
        switch (fault) {
          case BEFORE -> 0;
          case PARTLY -> records.size() / 2;
          case NONE, AFTER -> records.size();
        };
    List<Put> puts = new ArrayList<>();
    records.subList(0, done).forEach(record -> puts.add(put(origin, record)));
    if (fault != Faults.Fault.NONE) {
      throw Faults.fault("put");
    }
    return puts;
  }

  private Put put(Origin origin, TypedRecord record) {
    if (refused.test(record)) {
      return new Put.Rejected(
          new Rejection(Reason.ITEM_REFUSED, "expected a record that the test allows, found one"));
    }
    Version version = new Version(origin.page(), record.position(), record.hash());
    Optional<Stored> current = find(origin.recipe(), record.id());
    if (current.isPresent()
        && (origin.isOutdated() || !replaces.test(version, current.get().version()))) {
      return new Put.Outdated(current.get().version());
    }
    writes++;
    Deque<Stored> history =
        stored.computeIfAbsent(new Key(origin.recipe(), record.id()), key -> new ArrayDeque<>());
    history.push(new Stored(version, record, origin));
    if (history.size() > lag + 1) {
      history.removeLast();
    }
    return new Put.Stored();
  }

  public Optional<Stored> find(String recipe, String id) {
    return history(recipe, id).stream().findFirst();
  }

  /// How many records were written.
  public int writes() {
    return writes;
  }

  /// Newest first.
  private Deque<Stored> history(String recipe, String id) {
    return stored.getOrDefault(new Key(recipe, id), new ArrayDeque<>());
  }
}
