package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static pagestream.emulator.mapping.TestSettings.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import pagestream.emulator.lambda.InvocationResult;
import pagestream.emulator.lambda.Invoker;
import pagestream.timing.Backoff;

/// A mapping that runs in its own threads over a stream in memory, with fast pacing, and what its
/// function saw.
final class LiveMapping {
  final InMemoryStream stream = new InMemoryStream(InstantSource.system());
  Checkpoints checkpoints = Checkpoints.inMemory();
  final List<String> eventIds = new CopyOnWriteArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
  final AtomicInteger mostAtOnceInAShard = new AtomicInteger();
  final AtomicInteger atOnce = new AtomicInteger();

  StreamMapping start(TestSettings settings, Runnable function) {
    return start(settings, Duration.ofSeconds(10), function);
  }

  StreamMapping start(TestSettings settings, Duration bound, Runnable function) {
    Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(10));
    Pacing pacing = new Pacing(Duration.ofMillis(2), Duration.ofMillis(20), backoff, bound);
    Invoker invoker = event -> invoke(event, function);
    return StreamMapping.start(
        new StreamMappingParts(
            settings.build(),
            TestSettings.ARNS,
            stream,
            invoker,
            _ -> {},
            checkpoints,
            pacing,
            log::add,
            InstantSource.system()));
  }

  private InvocationResult invoke(byte[] event, Runnable function) {
    JsonNode records = Harness.json(event).path("Records");
    String firstId = records.path(0).path("eventID").textValue();
    String shard = firstId.substring(0, firstId.indexOf(':'));
    AtomicInteger inShard = running.computeIfAbsent(shard, _ -> new AtomicInteger());
    atOnce.incrementAndGet();
    mostAtOnceInAShard.accumulateAndGet(inShard.incrementAndGet(), Math::max);
    try {
      function.run();
      records.forEach(r -> eventIds.add(r.path("eventID").textValue()));
      return Harness.success("null");
    } finally {
      inShard.decrementAndGet();
      atOnce.decrementAndGet();
    }
  }

  void put(String shardId, int count) {
    for (int i = 0; i < count; i++) {
      String ignored = stream.put(shardId, "x".getBytes(UTF_8));
    }
  }

  /// Counts down and waits until all that must meet have.
  static void meet(CountDownLatch latch) {
    latch.countDown();
    waitFor(latch);
  }

  static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
