package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pagestream.pipeline.TransientException;

@Timeout(30)
class ParallelTest {

  @AfterEach
  void forgetTheInterrupt() {
    Thread.interrupted();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void resultsComeInOrder() {
    assertThat(Parallel.map(numbers(100), number -> number * 2))
        .containsExactlyElementsOf(numbers(100).stream().map(number -> number * 2).toList());
  }

  @Test
  void ofNothingComesNothing() {
    assertThat(Parallel.map(List.of(), number -> number)).isEmpty();
  }

  @Test
  void eightCallsRunAtATime() {
    CyclicBarrier eight = new CyclicBarrier(8);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    Parallel.map(
        numbers(16),
        number -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          await(eight);
          return running.decrementAndGet();
        });

    assertThat(most).hasValue(8);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anExceptionIsThrownWhenAllThatHadBegunHaveEnded() {
    AtomicInteger running = new AtomicInteger();

    assertThatThrownBy(() ->
            Parallel.map(
                numbers(20),
                number -> {
                  running.incrementAndGet();
                  try {
                    if (number == 3) {
                      throw new TransientException("number 3");
                    }
                    return number;
                  } finally {
                    running.decrementAndGet();
                  }
                }))
        .isInstanceOf(TransientException.class)
        .hasMessage("number 3");
    assertThat(running).hasValue(0);
  }

  @Test
  void noFurtherCallBeginsAfterAnException() {
    AtomicInteger begun = new AtomicInteger();

    assertThatThrownBy(() ->
            Parallel.map(
                numbers(1_000),
                number -> {
                  begun.incrementAndGet();
                  throw new TransientException("down");
                }))
        .hasMessage("down");
    assertThat(begun).hasValueLessThanOrEqualTo(8);
  }

  @Test
  void anErrorIsNotSwallowed() {
    AssertionError error = new AssertionError("broken");

    assertThatThrownBy(() ->
            Parallel.map(
                numbers(1),
                number -> {
                  throw error;
                }))
        .hasCause(error);
  }

  @Test
  void anInterruptEndsWhatRunsAndIsKept() {
    CountDownLatch never = new CountDownLatch(1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Parallel.map(numbers(20), number -> wait(never)))
        .isInstanceOf(TransientException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  /// As the SDK's calls end when they are interrupted.
  private static boolean wait(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new TransientException("aborted", e);
    }
  }
}
