package pagestream.emulator.mapping;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import pagestream.emulator.lambda.Invoker;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// A running event source mapping from a Kinesis stream to a function: one virtual thread per
/// shard, and one that lists the shards again and again, by
/// <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html> with a parallelization factor
/// of 1.
public final class EventSourceMapping implements AutoCloseable {
  private static final Duration INTERRUPTED_END = Duration.ofSeconds(2);

  private final MappingParts parts;
  private final ShardPlan plan;
  private final StopSignal stop = new StopSignal();
  private final Map<String, Thread> pollers = new ConcurrentHashMap<>();
  private final Thread lister;

  private EventSourceMapping(MappingParts parts) {
    this.parts = parts;
    this.plan = new ShardPlan(parts.settings(), parts.checkpoints());
    this.lister = thread("lister").unstarted(this::listShards);
  }

  /// Starts a mapping; checkpoints are kept in the folder, where one is given, and else in memory.
  /// The log is told a line of each fault, from several threads at once.
  public static EventSourceMapping start(
      MappingSettings settings,
      MappingArns arns,
      KinesisClient kinesis,
      Invoker invoker,
      OnFailure onFailure,
      Optional<Path> checkpoints,
      Consumer<String> log) {
    return start(
        new MappingParts(
            settings,
            arns,
            new KinesisStreamReader(kinesis, settings.stream()),
            invoker,
            onFailure,
            checkpoints
                .<Checkpoints>map(
                    folder -> new FileCheckpoints(folder, settings.stream() + ".json"))
                .orElseGet(Checkpoints::inMemory),
            Pacing.local(),
            log,
            InstantSource.system()));
  }

  static EventSourceMapping start(MappingParts parts) {
    EventSourceMapping mapping = new EventSourceMapping(parts);
    mapping.lister.start();
    return mapping;
  }

  /// Lets running invocations end, within the pacing's bound, and joins all threads.
  @Override
  public void close() {
    stop.stop();
    if (joinAll(parts.pacing().stopWithin())) {
      return;
    }
    threads().forEach(Thread::interrupt);
    if (!joinAll(INTERRUPTED_END)) {
      log(
          "an invocation of %s neither ended within %s nor when interrupted: it is left running"
              .formatted(parts.arns().function(), parts.pacing().stopWithin()));
    }
  }

  private void listShards() {
    while (!stop.stopped()) {
      startPollers();
      stop.pause(parts.pacing().listing());
    }
  }

  /// Also starts a shard's poller anew that a failure ended, from the shard's checkpoint.
  private synchronized void startPollers() {
    try {
      for (String shardId : plan.readable(parts.stream().shards())) {
        if (!stop.stopped() && !isRunning(shardId)) {
          pollers.put(shardId, thread(shardId).start(() -> poll(shardId)));
        }
      }
    } catch (RuntimeException e) {
      log("listing the shards of " + parts.settings().stream() + " failed, trying again: " + e);
    }
  }

  private boolean isRunning(String shardId) {
    return Optional.ofNullable(pollers.get(shardId)).filter(Thread::isAlive).isPresent();
  }

  private void poll(String shardId) {
    try {
      new ShardPoller(parts, shardId, stop).run();
    } catch (RuntimeException e) {
      log("reading %s broke off, trying again: %s".formatted(shardId, trace(e)));
      return;
    }
    if (!stop.stopped()) {
      // The shard's children wait for it; the next listing may be far off.
      startPollers();
    }
  }

  /// Nobody foresaw it, so it matters where it came from.
  private static String trace(RuntimeException e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString().strip();
  }

  private void log(String line) {
    parts.log().accept(line);
  }

  private boolean joinAll(Duration bound) {
    long end = System.nanoTime() + bound.toNanos();
    while (true) {
      Optional<Thread> alive = threads().filter(Thread::isAlive).findFirst();
      long left = end - System.nanoTime();
      if (alive.isEmpty() || left <= 0 || Thread.currentThread().isInterrupted()) {
        return alive.isEmpty();
      }
      join(alive.get(), Duration.ofNanos(left));
    }
  }

  private static void join(Thread thread, Duration bound) {
    try {
      boolean ignored = thread.join(bound);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Stream<Thread> threads() {
    return Stream.concat(Stream.of(lister), pollers.values().stream());
  }

  private Thread.Builder.OfVirtual thread(String of) {
    return Thread.ofVirtual().name("mapping-" + parts.settings().stream() + "-" + of);
  }
}
