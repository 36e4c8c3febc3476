package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacingTest {
  @Test
  void noFunctionThatIsStuckDelaysAStopForLong() {
    assertThat(Pacing.local().stopWithin()).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }
}
