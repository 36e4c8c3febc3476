package pagestream.emulator.mapping;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stops all threads of a mapping at their next pause. It never interrupts them, so that a running
/// invocation can end.
final class StopSignal implements Pauses {
  private final CountDownLatch stop = new CountDownLatch(1);

  void stop() {
    stop.countDown();
  }

  @Override
  public boolean stopped() {
    return stop.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  @Override
  public void pause(Duration duration) {
    try {
      boolean ignored = stop.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
