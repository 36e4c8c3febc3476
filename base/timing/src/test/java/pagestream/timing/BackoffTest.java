package pagestream.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void doesNotWaitWhereNoTimeIsLeft() {
    assertThat(new Backoff().await(Deadline.in(Duration.ZERO))).isFalse();
  }

  @Test
  void waitsWhereEvenTheLongestFirstWaitFits() {
    Deadline deadline = new Deadline(() -> 0, Duration.ofMillis(51));

    assertThat(new Backoff().await(deadline)).isTrue();
  }

  @Test
  void anInterruptEndsTheWaitAndStaysVisible() {
    Thread.currentThread().interrupt();

    assertThat(new Backoff().await(Deadline.in(Duration.ofMinutes(1)))).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
