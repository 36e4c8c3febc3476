package pagestream.writer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pagestream.pipeline.Batch;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Records;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;

/// What becomes of each record of one batch: reads what the table has, and writes only what is
/// newer and differs. Reading first costs a twentieth of a write (see `docs/adr/0004`).
final class Judgement {
  private final Records records;
  private final Batch<TypedRecord> batch;
  private final Map<Integer, Verdict> verdicts = new HashMap<>();

  private Judgement(Records records, Batch<TypedRecord> batch) {
    this.records = records;
    this.batch = batch;
  }

  /// A verdict for each position of the batch.
  static Map<Integer, Verdict> of(Batch<TypedRecord> batch, Records records) {
    return new Judgement(records, batch).judge();
  }

  /// Of several rows with one key the last one counts.
  private Map<Integer, Verdict> judge() {
    Collection<List<TypedRecord>> ofOneKey =
        batch.entries().stream()
            .collect(
                Collectors.groupingBy(TypedRecord::id, LinkedHashMap::new, Collectors.toList()))
            .values();
    write(notCoveredByNewerRuns(newerThanStored(ofOneKey.stream().map(List::getLast).toList())));
    ofOneKey.forEach(this::judgeEarlier);
    return verdicts;
  }

  /// The rows before the last one of their key go its way: where it failed, nothing newer is stored
  /// in their place.
  private void judgeEarlier(List<TypedRecord> rows) {
    TypedRecord last = rows.getLast();
    Verdict ofLast = Objects.requireNonNull(verdicts.get(last.position()));
    for (TypedRecord earlier : rows.subList(0, rows.size() - 1)) {
      verdicts.put(
          earlier.position(),
          switch (ofLast) {
            case Verdict.Failed failed -> failed;
            case Verdict.Stale stale -> stale;
            case Verdict.Stored() -> besides(last, earlier);
            case Verdict.Unchanged() -> besides(last, earlier);
          });
    }
  }

  private static Verdict besides(TypedRecord last, TypedRecord earlier) {
    return earlier.hash().equals(last.hash()) ? new Verdict.Unchanged() : new Verdict.Stale();
  }

  private List<TypedRecord> newerThanStored(List<TypedRecord> candidates) {
    Map<String, Version> stored = records.versions(ids(candidates));
    return undecided(
        candidates,
        record ->
            Optional.ofNullable(stored.get(record.id()))
                .flatMap(current -> compare(version(record), current)));
  }

  /// A newer run that found a record unchanged left its version as it was: it is asked for here, so
  /// that an older run that comes late does not take its place.
  private List<TypedRecord> notCoveredByNewerRuns(List<TypedRecord> candidates) {
    if (candidates.isEmpty()) {
      return candidates;
    }
    Set<String> untouched = records.untouchedSince(batch.origin(), ids(candidates));
    return undecided(
        candidates,
        record ->
            untouched.contains(record.id()) ? Optional.of(new Verdict.Stale()) : Optional.empty());
  }

  private void write(List<TypedRecord> candidates) {
    List<Records.Put> puts = records.put(batch.origin(), candidates);
    for (int i = 0; i < puts.size(); i++) {
      TypedRecord record = candidates.get(i);
      verdicts.put(record.position(), verdict(version(record), puts.get(i)));
    }
  }

  @FunctionalInterface
  private interface Decision {
    Optional<Verdict> on(TypedRecord record);
  }

  private List<TypedRecord> undecided(List<TypedRecord> candidates, Decision decision) {
    List<TypedRecord> undecided = new ArrayList<>();
    for (TypedRecord record : candidates) {
      decision
          .on(record)
          .ifPresentOrElse(
              verdict -> verdicts.put(record.position(), verdict), () -> undecided.add(record));
    }
    return undecided;
  }

  /// Empty where the record must be written.
  private static Optional<Verdict> compare(Version mine, Version current) {
    if (mine.isSameRowAs(current)) {
      return Optional.of(new Verdict.Stored());
    }
    if (mine.hash().equals(current.hash())) {
      return Optional.of(new Verdict.Unchanged());
    }
    return mine.isNewerThan(current) ? Optional.empty() : Optional.of(new Verdict.Stale());
  }

  private static Verdict verdict(Version mine, Records.Put put) {
    return switch (put) {
      case Records.Put.Stored() -> new Verdict.Stored();
      case Records.Put.Outdated(Version current) ->
          compare(mine, current).orElseGet(Verdict.Stale::new);
      case Records.Put.Refused(String message) ->
          new Verdict.Failed(new Rejection(Reason.ITEM_REFUSED, message));
    };
  }

  private Version version(TypedRecord record) {
    return new Version(batch.origin().run(), record.position(), record.hash());
  }

  private static List<String> ids(List<TypedRecord> records) {
    return records.stream().map(TypedRecord::id).toList();
  }
}
