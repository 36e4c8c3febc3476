package pagestream.scraper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small simulation; `bench/simulate.sh` makes a large one.
class SimulationTest {
  private static Simulation simulation;

  @BeforeAll
  static void run(@TempDir Path folder) {
    SimulatedSites.Shape shape = new SimulatedSites.Shape(100, 50, 2, 9);
    simulation = new Simulation(shape, folder, 50, () -> {});
    simulation.run();
  }

  @Test
  void noHostIsAskedSoonerOrMoreAtOnceThanItsPaceAllows() {
    assertThat(simulation.sites.hosts())
        .allSatisfy(host -> {
          assertThat(host.requests).isPositive();
          assertThat(host.tooSoon).isZero();
          assertThat(host.tooMany).isZero();
          assertThat(host.despiteRetryAfter).isEqualTo(host.unknowing);
        });
  }

  /// A host that could not be reached for a while makes its tasks wait longer, by chance.
  @Test
  void noHostMakesTasksWaitMuchLongerThanItsPaceDoes() {
    double[] patience =
        simulation.sites.hosts().stream().mapToDouble(SimulatedHost::patience).sorted().toArray();

    assertThat(patience[patience.length * 9 / 10]).isBetween(1.0, 4.0);
    assertThat(patience[patience.length - 1]).isLessThan(15);
  }

  @Test
  void everyTaskEndsOnceAndEveryRunSettles() {
    assertThat(simulation.runs.over()).isEqualTo(simulation.shape.hosts());
    assertThat(simulation.runs.open()).isZero();
    assertThat(simulation.runs.unsettled).isZero();
    assertThat(simulation.runs.ended).isEqualTo(simulation.runs.found);
    int behindFailedLists =
        simulation.runs.failedLists.stream().mapToInt(simulation.shape::behind).sum();
    assertThat(simulation.runs.found + behindFailedLists).isEqualTo(simulation.shape.tasks());
  }
}
