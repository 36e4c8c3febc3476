package pagestream.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Pace TWO_SECONDS = new Pace(Duration.ofSeconds(2), 3);

  @Test
  void theLongerDelayCounts() {
    assertThat(TWO_SECONDS.noFasterThan(Duration.ofSeconds(1))).isEqualTo(TWO_SECONDS);
    assertThat(TWO_SECONDS.noFasterThan(Duration.ofSeconds(5)))
        .isEqualTo(new Pace(Duration.ofSeconds(5), 3));
  }

  @Test
  void aHostMayAskForAMinuteAtMost() {
    assertThat(TWO_SECONDS.noFasterThan(Duration.ofDays(11_574)).delay())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aSourceMayAskForMoreThanItsHostMay() {
    Pace hourly = new Pace(Duration.ofHours(1), 1);

    assertThat(hourly.noFasterThan(Duration.ofDays(1))).isEqualTo(hourly);
  }
}
