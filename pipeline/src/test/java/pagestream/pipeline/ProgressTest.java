package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final RunHead HEAD =
      new RunHead("run", "films", "movies", "v1", "https://example.org/", at(0), Duration.ZERO);

  private static Instant at(int second) {
    return Samples.NOW.plusSeconds(second);
  }

  /// One page for each of these seconds.
  private static List<EndedTask> ended(IntStream seconds) {
    return seconds
        .mapToObj(second -> new EndedTask(Samples.ORIGIN, 1, 0, 1, 12, at(second)))
        .toList();
  }

  @Test
  void theRateIsThatSinceTheStartWhileThereAreFewPages() {
    Progress progress = Progress.underWay(HEAD, ended(IntStream.of(5, 10)), 6, at(20));

    assertThat(progress.pagesPerMinute()).isEqualTo(6);
    assertThat(progress.estimatedAt()).contains(at(80));
  }

  @Test
  void theRateIsThatOfTheLastHundredPages() {
    IntStream slowThenFast =
        IntStream.concat(IntStream.of(3_600, 1_800), IntStream.rangeClosed(3_601, 3_700));

    Progress progress = Progress.underWay(HEAD, ended(slowThenFast), 30, at(3_700));

    assertThat(progress.pagesPerMinute()).isEqualTo(60);
    assertThat(progress.estimatedAt()).contains(at(3_730));
  }

  @Test
  void theRateFallsWhileNoPageEnds() {
    assertThat(Progress.underWay(HEAD, ended(IntStream.of(10)), 1, at(600)).pagesPerMinute())
        .isEqualTo(0.1);
  }

  @Test
  void thereIsNoEstimateBeforeAPageHasEndedOrWhereNoneWaits() {
    assertThat(Progress.underWay(HEAD, List.of(), 1, at(10)).estimatedAt()).isEmpty();
    assertThat(Progress.underWay(HEAD, ended(IntStream.of(5)), 0, at(10)).estimatedAt()).isEmpty();
  }

  @Test
  void clocksThatDifferAndRunsOfNoTimeHaveARateToo() {
    assertThat(Progress.underWay(HEAD, ended(IntStream.of(5)), 1, at(-1)).pagesPerMinute())
        .isPositive();
    assertThat(Progress.settled(HEAD, 1, at(0)).pagesPerMinute()).isPositive();
    assertThat(Progress.settled(HEAD, 30, at(60)).pagesPerMinute()).isEqualTo(30);
  }
}
