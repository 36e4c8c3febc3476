package pagestream.emulator.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import pagestream.emulator.lambda.Invoker;

/// Gathers what a mapping reads into batches, each given out when it is full, when its event
/// reaches the payload limit or when its window ends, by
/// <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html>. The next
/// window begins when the previous batch is done, or where a window without records ended.
///
/// @param <R> what a batch consists of
final class BatchBuffer<R> {
  private record Sized<R>(R value, int size) {}

  private final int batchSize;
  private final Duration window;
  private final EventJson<R> events;
  private final InstantSource clock;
  private final Deque<Sized<R>> pending = new ArrayDeque<>();
  private long pendingBytes;
  private Instant windowStart;

  BatchBuffer(MappingSettings settings, EventJson<R> events, InstantSource clock) {
    this.batchSize = settings.batchSize();
    this.window = Duration.ofSeconds(settings.batchWindowSeconds());
    this.events = events;
    this.clock = clock;
    this.windowStart = clock.instant();
  }

  /// How many records may still be added to the current batch.
  int room() {
    return batchSize - pending.size();
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  void add(List<R> records) {
    for (R value : records) {
      Sized<R> sized = new Sized<>(value, events.size(value));
      pending.add(sized);
      pendingBytes += sized.size();
    }
  }

  boolean isReady() {
    boolean windowOver = !clock.instant().isBefore(windowStart.plus(window));
    if (isEmpty()) {
      if (windowOver) {
        startWindow();
      }
      return false;
    }
    return windowOver || room() <= 0 || exceedsPayload(pending.size(), pendingBytes);
  }

  /// Takes the next batch, which is never empty: a record larger than the limit goes alone.
  List<R> take() {
    List<R> batch = new ArrayList<>();
    long bytes = 0;
    while (!pending.isEmpty() && batch.size() < batchSize) {
      bytes += pending.element().size();
      if (!batch.isEmpty() && exceedsPayload(batch.size() + 1, bytes)) {
        break;
      }
      Sized<R> next = pending.remove();
      pendingBytes -= next.size();
      batch.add(next.value());
    }
    return List.copyOf(batch);
  }

  void startWindow() {
    windowStart = clock.instant();
  }

  private static boolean exceedsPayload(int count, long bytes) {
    return EventJson.eventSize(count, bytes) > Invoker.PAYLOAD_LIMIT;
  }
}
