package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pagestream.emulator.mapping.TestSettings.settings;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A stop lets a running invocation end, within a bound.
@Timeout(30)
class StreamMappingStopTest {
  private final LiveMapping live = new LiveMapping();

  @Test
  void closeLetsARunningInvocationEndAndKeepsItsCheckpoint() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    live.stream.addShard("a");
    live.put("a", 2);
    StreamMapping mapping =
        live.start(
            settings().batchSize(1),
            () -> {
              begun.countDown();
              LiveMapping.waitFor(mayEnd);
            });
    LiveMapping.waitFor(begun);

    Thread closer = Thread.ofVirtual().start(mapping::close);
    await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    mayEnd.countDown();
    await().until(() -> !closer.isAlive());

    assertThat(live.eventIds).containsExactly("a:101");
    assertThat(live.checkpoints.find("lambda-stream", "a")).contains(new Position.After("101"));
    assertThat(live.atOnce).hasValue(0);
  }

  @Test
  void closeInterruptsAnInvocationThatOutlastsItsBound() {
    CountDownLatch begun = new CountDownLatch(1);
    live.stream.addShard("a");
    live.put("a", 1);
    StreamMapping mapping =
        live.start(
            settings(),
            Duration.ofMillis(20),
            () -> {
              begun.countDown();
              LiveMapping.waitFor(new CountDownLatch(1));
            });
    LiveMapping.waitFor(begun);

    mapping.close();

    assertThat(live.atOnce).hasValue(0);
    assertThat(live.checkpoints.find("lambda-stream", "a")).contains(Position.Mark.TRIM_HORIZON);
  }
}
