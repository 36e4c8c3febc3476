package pagestream.memory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;

/// Failures in memory. It can be made to fail.
public final class InMemoryFailures implements Failures {
  private final Map<String, Failure> kept = new LinkedHashMap<>();
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
    failures.stream().limit(done).forEach(failure -> kept.putIfAbsent(failure.id(), failure));
    if (fault != Faults.Fault.NONE) {
      throw Faults.fault("keep");
    }
  }

  /// In the order in which they were kept.
  public List<Failure> kept() {
    return List.copyOf(kept.values());
  }
}
