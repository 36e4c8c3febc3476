package pagestream.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
  private final Deadline deadline = new Deadline(nanos::get, Duration.ofNanos(100));

  @Test
  void countsDownEvenWhereTheClockWrapsAround() {
    nanos.addAndGet(99);

    assertThat(deadline.left()).isEqualTo(Duration.ofNanos(1));
    assertThat(deadline.passed()).isFalse();
  }

  @Test
  void isPassedFromItsVeryNanosecondOn() {
    nanos.addAndGet(100);

    assertThat(deadline.passed()).isTrue();
  }

  @Test
  void hasNothingLeftOnceItIsLongPast() {
    nanos.addAndGet(1_000_000);

    assertThat(deadline.left()).isZero();
  }

  @Test
  void aReserveMakesItEndSooner() {
    Deadline sooner = deadline.less(Duration.ofNanos(30));
    nanos.addAndGet(69);
    assertThat(sooner.left()).isEqualTo(Duration.ofNanos(1));
    nanos.addAndGet(1);

    assertThat(sooner.passed()).isTrue();
    assertThat(deadline.passed()).isFalse();
  }

  @Test
  void aTimeOfItsOwnMakesItEndSoonerAndNeverLater() {
    assertThat(deadline.atMost(Duration.ofNanos(30)).left()).isEqualTo(Duration.ofNanos(30));
    assertThat(deadline.atMost(Duration.ofSeconds(1)).left()).isEqualTo(Duration.ofNanos(100));
  }

  @Test
  void aReserveLargerThanWhatIsLeftLeavesNothing() {
    assertThat(deadline.less(Duration.ofSeconds(1)).passed()).isTrue();
  }

  @Test
  void waitsByItsOwnClock() {
    Deadline own =
        new Deadline(nanos::get, time -> nanos.addAndGet(time.toNanos()), Duration.ofDays(1));

    assertThat(own.less(Duration.ofHours(1)).await(Duration.ofHours(12))).isTrue();
    assertThat(own.left()).isEqualTo(Duration.ofHours(12));
    assertThat(own.await(Duration.ofHours(12))).isFalse();
  }
}
