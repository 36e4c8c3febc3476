package pagestream.scraper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pagestream.timing.Deadline;

/// Time that passes only while everybody waits. Threads work in it one after the other, each until
/// it waits or ends, so that nothing but their order in time decides what happens.
public final class VirtualTime implements InstantSource {
  private record Event(Instant at, long number, Runnable what) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));

  /// Released when the thread that works waits or ends.
  private final Semaphore idle = new Semaphore(0);

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Instant begin;
  private Instant now;
  private long number;

  public VirtualTime(Instant begin) {
    this.begin = begin;
    this.now = begin;
  }

  @Override
  public Instant instant() {
    return now;
  }

  public Duration passed() {
    return Duration.between(begin, now);
  }

  public Deadline deadline(Duration in) {
    return new Deadline(() -> passed().toNanos(), this::sleep, in);
  }

  /// Does something at a time; at once where that has passed.
  public void at(Instant time, Runnable what) {
    events.add(new Event(time.isBefore(now) ? now : time, number++, what));
  }

  /// Starts a thread at a time.
  public void startAt(Instant time, Runnable work) {
    at(
        time,
        () -> {
          Thread.ofVirtual().start(() -> work(work));
          idle.acquireUninterruptibly();
        });
  }

  private void work(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    } finally {
      idle.release();
    }
  }

  /// Makes a thread wait.
  public void sleep(Duration time) {
    Semaphore over = new Semaphore(0);
    at(
        now.plus(time),
        () -> {
          over.release();
          idle.acquireUninterruptibly();
        });
    idle.release();
    over.acquireUninterruptibly();
  }

  /// Goes on until nothing is left to happen.
  public void run() {
    while (!events.isEmpty()) {
      Event event = events.poll();
      now = event.at();
      event.what().run();
      Throwable thrown = failure.get();
      if (thrown != null) {
        throw new AssertionError("a thread failed at " + now, thrown);
      }
    }
  }
}
