package pagestream.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void delaysDoubleUpToTheLongest() {
    Backoff backoff = new Backoff(FIRST, LONGEST, () -> 1);

    assertThat(IntStream.of(1, 2, 3, 4, 5, 6, 10_000).mapToObj(backoff::delay))
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
  }

  @Test
  void jitterTakesUpToHalfOfADelayAway() {
    assertThat(new Backoff(FIRST, LONGEST, () -> 0).delay(2)).isEqualTo(Duration.ofMillis(100));
    assertThat(new Backoff(FIRST, LONGEST, () -> 0.5).delay(2)).isEqualTo(Duration.ofMillis(150));
    assertThat(new Backoff(FIRST, LONGEST).delay(2))
        .isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void doesNotWaitWhereNoTimeIsLeft() {
    assertThat(Backoff.REQUESTS.await(1, Deadline.in(Duration.ZERO))).isFalse();
  }

  @Test
  void doesNotWaitWhereTheDelayWouldTakeAllOfTheTime() {
    Backoff backoff = new Backoff(Duration.ofMillis(2), LONGEST, () -> 1);

    assertThat(backoff.await(1, new Deadline(() -> 0, Duration.ofMillis(2)))).isFalse();
  }

  @Test
  void delaysDiffer() {
    Backoff backoff = new Backoff(Duration.ofDays(1), Duration.ofDays(2));

    assertThat(IntStream.range(0, 20).mapToObj(i -> backoff.delay(1)).distinct())
        .hasSizeGreaterThan(1);
  }

  @Test
  void waitsWhereEvenTheLongestFirstWaitFits() {
    Deadline deadline = new Deadline(() -> 0, Duration.ofMillis(51));

    assertThat(Backoff.REQUESTS.await(1, deadline)).isTrue();
  }

  @Test
  void anInterruptEndsTheWaitAndStaysVisible() {
    Thread.currentThread().interrupt();

    assertThat(Backoff.REQUESTS.await(1, Deadline.in(Duration.ofMinutes(1)))).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
