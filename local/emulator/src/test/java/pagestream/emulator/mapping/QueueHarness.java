package pagestream.emulator.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import pagestream.emulator.lambda.InvocationResult;
import pagestream.timing.Backoff;

/// A mapping on a queue in memory, whose messages are single words, with a function that a test
/// writes: it gets the words of a batch.
final class QueueHarness {
  static final Duration VISIBILITY = Duration.ofSeconds(30);

  final FakeTime time = new FakeTime(Harness.START);
  final InMemoryQueue queue = new InMemoryQueue(time, VISIBILITY);
  final List<List<String>> invocations = Collections.synchronizedList(new ArrayList<>());
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  Function<List<String>, InvocationResult> function = _ -> Harness.success("null");

  static QueueMappingSettings settings(int batchSize, int window) {
    return new QueueMappingSettings("tasks", VISIBILITY, batchSize, window, true, 1_000);
  }

  QueueMappingParts parts(QueueMappingSettings settings) {
    return parts(settings, 1, Duration.ofSeconds(9));
  }

  QueueMappingParts parts(QueueMappingSettings settings, int atOnce, Duration stopWithin) {
    Backoff backoff = new Backoff(Harness.FIRST_BACKOFF, Duration.ofSeconds(10), () -> 0.999999);
    return new QueueMappingParts(
        settings,
        MappingArns.ofQueue("us-east-2", "tasks", "worker"),
        queue,
        this::invoke,
        atOnce,
        new Pacing(Duration.ZERO, Duration.ZERO, backoff, stopWithin),
        log::add,
        time);
  }

  /// Delivers the next batch.
  void deliver(QueueMappingSettings settings) {
    QueueMappingParts parts = parts(settings);
    SqsEventJson events = new SqsEventJson(parts.arns());
    new MessageDelivery(parts, events, time)
        .deliver(new QueuePoller(parts, events, time).next().orElseThrow());
  }

  private InvocationResult invoke(byte[] event) {
    List<String> words =
        StreamSupport.stream(Harness.json(event).path("Records").spliterator(), false)
            .map(r -> r.path("body").textValue())
            .toList();
    invocations.add(words);
    return function.apply(words);
  }
}
