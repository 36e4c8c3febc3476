package pagestream.writer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import pagestream.pipeline.Batch;
import pagestream.pipeline.Records;
import pagestream.pipeline.Runs;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;

/// Stores the records of one batch: reads what the table has, and writes only what is newer and
/// differs. A read costs a fifth of a write (see `docs/adr/0004`).
///
/// A record that is found unchanged keeps its version, and so an older row with its key that is
/// written late would replace it. Only an older run that is still open, or an earlier batch of the
/// same page, can do that. So that is asked first, and where there is one, an unchanged record is
/// written too, for the sake of its version. So it is when rows are sent again, because others of
/// the same failed pages may be sent again later. Rows that are sent again although a later run has
/// read the recipe's pages replace nothing.
final class Upsert {
  private final Records records;
  private final Batch<TypedRecord> batch;
  private final boolean isVersionWritten;
  private final Map<Integer, Upserted> done = new HashMap<>();

  /// Asks before anything is read: what was written before, by whom it may be, is then read.
  private Upsert(Batch<TypedRecord> batch, Records records, Runs runs) {
    this.records = records;
    this.batch = batch;
    this.isVersionWritten =
        batch.origin().redriven().isPresent()
            || runs.isOlderRunOpen(batch.origin())
            || (batch.number() > 0 && runs.isEarlierBatchOpen(batch));
  }

  /// What became of each position of the batch.
  static Map<Integer, Upserted> of(Batch<TypedRecord> batch, Records records, Runs runs) {
    return batch.entries().isEmpty() ? Map.of() : new Upsert(batch, records, runs).run();
  }

  /// Of several rows with one key the last one counts.
  private Map<Integer, Upserted> run() {
    Collection<List<TypedRecord>> ofOneKey =
        batch.entries().stream()
            .collect(
                Collectors.groupingBy(TypedRecord::id, LinkedHashMap::new, Collectors.toList()))
            .values();
    write(toBeWritten(ofOneKey.stream().map(List::getLast).toList()));
    ofOneKey.forEach(this::addEarlier);
    return done;
  }

  /// The rows before the last one of their key go its way: where it failed, nothing newer is stored
  /// in their place.
  private void addEarlier(List<TypedRecord> rows) {
    TypedRecord last = rows.getLast();
    Upserted ofLast = Objects.requireNonNull(done.get(last.position()));
    for (TypedRecord earlier : rows.subList(0, rows.size() - 1)) {
      done.put(
          earlier.position(),
          switch (ofLast) {
            case Upserted.Rejected rejected -> rejected;
            case Upserted.Stale stale -> stale;
            case Upserted.Stored() -> besides(last, earlier);
            case Upserted.Unchanged() -> besides(last, earlier);
          });
    }
  }

  private static Upserted besides(TypedRecord last, TypedRecord earlier) {
    return earlier.hash().equals(last.hash()) ? new Upserted.Unchanged() : new Upserted.Stale();
  }

  private List<TypedRecord> toBeWritten(List<TypedRecord> candidates) {
    Map<String, Version> stored =
        records.versions(
            batch.origin().recipe(), candidates.stream().map(TypedRecord::id).toList());
    List<TypedRecord> toBeWritten = new ArrayList<>();
    for (TypedRecord record : candidates) {
      Version mine = version(record);
      Optional<Version> current = Optional.ofNullable(stored.get(record.id()));
      current
          .flatMap(version -> compare(mine, version))
          .ifPresent(upserted -> done.put(record.position(), upserted));
      if (current.isEmpty() || isWritten(mine, current.get())) {
        toBeWritten.add(record);
      }
    }
    return toBeWritten;
  }

  private boolean isWritten(Version mine, Version current) {
    return !batch.origin().isOutdated()
        && mine.isNewerThan(current)
        && (isVersionWritten || !mine.hash().equals(current.hash()));
  }

  /// What was found unchanged stays that, although its version is written.
  private void write(List<TypedRecord> toBeWritten) {
    List<Records.Put> puts = records.put(batch.origin(), toBeWritten);
    for (int i = 0; i < puts.size(); i++) {
      TypedRecord record = toBeWritten.get(i);
      done.putIfAbsent(record.position(), upserted(version(record), puts.get(i)));
    }
  }

  /// Empty where the record must be written.
  private Optional<Upserted> compare(Version mine, Version current) {
    if (mine.isSameRowAs(current)) {
      return Optional.of(new Upserted.Stored());
    }
    if (mine.hash().equals(current.hash())) {
      return Optional.of(new Upserted.Unchanged());
    }
    return mine.isNewerThan(current) && !batch.origin().isOutdated()
        ? Optional.empty()
        : Optional.of(new Upserted.Stale());
  }

  private Upserted upserted(Version mine, Records.Put put) {
    return switch (put) {
      case Records.Put.Stored() -> new Upserted.Stored();
      case Records.Put.Outdated(Version current) ->
          compare(mine, current).orElseGet(Upserted.Stale::new);
      case Records.Put.Rejected(var why) -> new Upserted.Rejected(why);
    };
  }

  private Version version(TypedRecord record) {
    return new Version(batch.origin().page(), record.position(), record.hash());
  }
}
