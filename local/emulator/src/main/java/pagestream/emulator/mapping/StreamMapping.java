package pagestream.emulator.mapping;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import pagestream.emulator.lambda.Invoker;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// A running event source mapping from a Kinesis stream to a function: one virtual thread per
/// shard, and one that lists the shards again and again, by
/// <https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html> with a parallelization factor
/// of 1.
public final class StreamMapping implements EventSourceMapping {
  private final StreamMappingParts parts;
  private final ShardPlan plan;
  private final MappingThreads threads;
  private final Pauses stop;
  private final Map<String, Thread> pollers = new ConcurrentHashMap<>();

  private StreamMapping(StreamMappingParts parts) {
    this.parts = parts;
    this.plan = new ShardPlan(parts.settings(), parts.checkpoints());
    this.threads = new MappingThreads(parts.settings().stream());
    this.stop = threads.pauses();
  }

  /// Starts a mapping; checkpoints are kept in the folder, where one is given, and else in memory.
  /// The log is told a line of each fault, from several threads at once.
  public static StreamMapping start(
      StreamMappingSettings settings,
      MappingArns arns,
      KinesisClient kinesis,
      Invoker invoker,
      OnFailure onFailure,
      Optional<Path> checkpoints,
      Consumer<String> log) {
    return start(
        new StreamMappingParts(
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

  static StreamMapping start(StreamMappingParts parts) {
    StreamMapping mapping = new StreamMapping(parts);
    mapping.threads.start("lister", mapping::listShards);
    return mapping;
  }

  @Override
  public void close() {
    threads.stop(parts.pacing().stopWithin(), parts.arns().function(), parts.log());
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
          pollers.put(shardId, threads.start(shardId, () -> poll(shardId)));
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
      log("reading %s broke off, trying again: %s".formatted(shardId, e));
      trace(e).lines().skip(1).forEach(this::log);
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
}
