package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pagestream.emulator.mapping.QueueHarness.settings;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;

/// The threads of a mapping, whose concurrency is that of
/// docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html.
@Timeout(30)
class QueueMappingTest {
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final QueueHarness harness = new QueueHarness();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  @Test
  void asManyBatchesAreTakenAtOnceAsTheFunctionMayHave() {
    harness.queue.send(words(30));
    CountDownLatch threeRun = new CountDownLatch(3);

    try (QueueMapping mapping = start(3, BOUND, () -> LiveMapping.meet(threeRun))) {
      assertThat(mapping).isNotNull();
      await().until(() -> harness.queue.left().isEmpty());
    }

    assertThat(mostAtOnce).hasValue(3);
  }

  @Test
  void nothingIsReceivedWhileTheFunctionIsBusy() {
    harness.queue.send("a", "b");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);

    try (QueueMapping mapping =
        start(
            1,
            BOUND,
            () -> {
              begun.countDown();
              LiveMapping.waitFor(mayEnd);
            })) {
      assertThat(mapping).isNotNull();
      LiveMapping.waitFor(begun);
      assertThat(harness.queue.receive(10)).extracting(Message::body).containsExactly("b");
      mayEnd.countDown();
      await().until(() -> harness.queue.left().equals(List.of("b")));
    }
  }

  @Test
  void closeLetsARunningInvocationEndAndDeletesItsMessages() {
    harness.queue.send("a");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    QueueMapping mapping =
        start(
            1,
            BOUND,
            () -> {
              begun.countDown();
              LiveMapping.waitFor(mayEnd);
            });
    LiveMapping.waitFor(begun);

    Thread closer = Thread.ofVirtual().start(mapping::close);
    await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    mayEnd.countDown();
    await().until(() -> !closer.isAlive());

    assertThat(harness.queue.left()).isEmpty();
    assertThat(running).hasValue(0);
  }

  @Test
  void closeInterruptsAnInvocationThatOutlastsItsBound() {
    harness.queue.send("a");
    CountDownLatch begun = new CountDownLatch(1);
    QueueMapping mapping =
        start(
            1,
            Duration.ofMillis(20),
            () -> {
              begun.countDown();
              LiveMapping.waitFor(new CountDownLatch(1));
            });
    LiveMapping.waitFor(begun);

    mapping.close();

    assertThat(running).hasValue(0);
    assertThat(harness.queue.left()).containsExactly("a");
  }

  private QueueMapping start(int atOnce, Duration bound, Runnable function) {
    harness.function =
        _ -> {
          mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
          try {
            function.run();
            return Harness.success("null");
          } finally {
            running.decrementAndGet();
          }
        };
    return QueueMapping.start(harness.parts(settings(1, 0), atOnce, bound));
  }

  private static String[] words(int count) {
    return IntStream.range(0, count).mapToObj(i -> "word-" + i).toArray(String[]::new);
  }
}
