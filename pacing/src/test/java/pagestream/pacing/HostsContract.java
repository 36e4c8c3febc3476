package pagestream.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every form of [Hosts] holds.
public abstract class HostsContract {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final HostState STATE =
      new HostState(
          NOW.plusSeconds(5),
          NOW,
          Duration.ofMillis(1500),
          2,
          NOW.plusSeconds(60),
          Map.of("one", NOW.plusSeconds(20)));

  private Hosts hosts;

  /// Hosts of which nothing is known.
  protected abstract Hosts make();

  @BeforeEach
  void use() {
    hosts = make();
  }

  private HostState read(String host) {
    return hosts.change(host, state -> new Change<>(state, state));
  }

  @Test
  void ofAHostThatNobodyAskedNothingIsKnown() {
    assertThat(read("example.org:443")).isEqualTo(HostState.UNKNOWN);
  }

  @Test
  void aStateStaysAsItWasMadeAndIsTheHostsOwn() {
    assertThat(hosts.<String>change("example.org", state -> new Change<>(STATE, "made")))
        .isEqualTo("made");

    assertThat(read("example.org")).isEqualTo(STATE);
    assertThat(read("example.org:8080")).isEqualTo(HostState.UNKNOWN);
  }

  @Test
  void changesAtTheSameTimeAreMadeOneAfterTheOther() throws Exception {
    Pace pace = new Pace(Duration.ofSeconds(1).minus(HostState.LEEWAY), 1);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Instant>> turns =
          IntStream.range(0, 12)
              .mapToObj(i ->
                  executor.submit(() ->
                      hosts.change("example.org", state -> state.reserve(1, pace, NOW)).first()))
              .toList();
      List<Instant> moments = new ArrayList<>();
      for (Future<Instant> turn : turns) {
        moments.add(turn.get());
      }

      assertThat(moments)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 12).mapToObj(NOW::plusSeconds).toList());
    }
  }
}
