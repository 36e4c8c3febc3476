package pagestream.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Selection;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.Task;

/// Failures in memory. It can be made to fail.
public final class InMemoryFailures implements Failures, StoredFailures {
  private record Kept(StoredFailure stored, Optional<String> task) {}

  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final Faults faults;

  public InMemoryFailures() {
    this(Faults.NONE);
  }

  public InMemoryFailures(Faults faults) {
    this.faults = faults;
  }

  @Override
  public void keep(Collection<Failure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    Faults.Fault fault = faults.of("keep");
    int done =
        switch (fault) {
          case BEFORE -> 0;
          case PARTLY -> failures.size() / 2;
          case NONE, AFTER -> failures.size();
        };
    failures.stream().limit(done).forEach(this::keep);
    if (fault != Faults.Fault.NONE) {
      throw Faults.fault("keep");
    }
  }

  private void keep(Failure failure) {
    kept.merge(failure.id(), new Kept(StoredFailure.open(failure), Optional.empty()), this::keep);
  }

  private Kept keep(Kept before, Kept after) {
    StoredFailure stored = before.stored();
    Failure failure = after.stored().failure();
    return failure.isAgain() && isRedrivenBy(stored, run(failure))
        ? new Kept(again(stored, failure), before.task())
        : before;
  }

  private static StoredFailure again(StoredFailure stored, Failure failure) {
    return new StoredFailure(
        stored.failure(),
        FailureStatus.FAILED_AGAIN,
        stored.attempts(),
        stored.redrive(),
        stored.redrivenAt(),
        Optional.of(new Rejection(failure.reason(), failure.message())));
  }

  private static String run(Failure failure) {
    return failure.origin() == null ? "" : failure.origin().run();
  }

  private static boolean isRedrivenBy(StoredFailure stored, String run) {
    return stored.status() == FailureStatus.REDRIVEN
        && stored.redrive().filter(run::equals).isPresent();
  }

  @Override
  public void resolve(Collection<String> ids, String run) {
    if (ids.isEmpty()) {
      return;
    }
    faults.run(
        "resolve",
        () ->
            ids.forEach(id ->
                kept.computeIfPresent(
                    id,
                    (key, before) ->
                        isRedrivenBy(before.stored(), run)
                            ? new Kept(with(before.stored(), FailureStatus.RESOLVED), before.task())
                            : before)));
  }

  private static StoredFailure with(StoredFailure stored, FailureStatus status) {
    return new StoredFailure(
        stored.failure(),
        status,
        stored.attempts(),
        stored.redrive(),
        stored.redrivenAt(),
        Optional.empty());
  }

  @Override
  public Optional<StoredFailure> find(String id) {
    return faults.read("find", () -> Optional.ofNullable(kept.get(id)).map(Kept::stored));
  }

  @Override
  public Part list(Selection selection, int limit) {
    int from = selection.cursor().map(Integer::parseInt).orElse(0);
    List<StoredFailure> all = kept.values().stream().map(Kept::stored).toList();
    int to = Math.min(all.size(), from + limit);
    return new Part(
        all.subList(from, to).stream().filter(stored -> isWanted(stored, selection)).toList(),
        to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
  }

  private static boolean isWanted(StoredFailure stored, Selection selection) {
    return selection.filters().entrySet().stream()
        .allMatch(filter -> filter.getValue().equals(value(stored, filter.getKey())));
  }

  private static String value(StoredFailure stored, String name) {
    Optional<Origin> origin = Optional.ofNullable(stored.failure().origin());
    return switch (name) {
      case Selection.STAGE -> stored.failure().stage().label();
      case Selection.REASON -> stored.failure().reason().name();
      case Selection.STATUS -> stored.status().label();
      case Selection.RUN -> run(stored.failure());
      case Selection.REDRIVE -> stored.redrive().orElse("");
      case Selection.SOURCE -> origin.map(Origin::source).orElse("");
      case Selection.RECIPE -> origin.map(Origin::recipe).orElse("");
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Override
  public Optional<Failure> claim(String id, Task redrive, Instant at) {
    Optional<Kept> before = Optional.ofNullable(kept.get(id));
    boolean isOurs = before.flatMap(Kept::task).filter(redrive.id()::equals).isPresent();
    boolean isFree = before.filter(each -> each.stored().isRedrivable(at)).isPresent();
    if (!isOurs && isFree) {
      StoredFailure stored = before.orElseThrow().stored();
      faults.run(
          "claim",
          () ->
              kept.put(
                  id,
                  new Kept(
                      new StoredFailure(
                          stored.failure(),
                          FailureStatus.REDRIVEN,
                          stored.attempts() + 1,
                          Optional.of(redrive.run()),
                          Optional.of(at),
                          Optional.empty()),
                      Optional.of(redrive.id()))));
    }
    return before.filter(each -> isOurs || isFree).map(each -> each.stored().failure());
  }

  /// In the order in which they were kept.
  public List<Failure> kept() {
    return kept.values().stream().map(each -> each.stored().failure()).toList();
  }
}
