package pagestream.pacing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Hosts in memory.
public final class InMemoryHosts implements Hosts {
  private final Map<String, HostState> states = new ConcurrentHashMap<>();

  @Override
  public <T> T change(String host, Function<HostState, Change<T>> change) {
    AtomicReference<T> result = new AtomicReference<>();
    states.compute(
        host,
        (name, state) -> {
          Change<T> made = change.apply(state == null ? HostState.UNKNOWN : state);
          result.set(made.result());
          return made.state();
        });
    return result.get();
  }
}
