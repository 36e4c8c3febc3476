package pagestream.emulator.mapping;

import java.time.Duration;

/// The settings of an event source mapping of a standard queue.
///
/// @param queue the name of the queue it reads
/// @param visibilityTimeout how long the queue hides a message that was received
/// @param maxConcurrency how many batches the function may have at once
public record QueueMappingSettings(
    String queue,
    Duration visibilityTimeout,
    int batchSize,
    int batchWindowSeconds,
    boolean reportBatchItemFailures,
    int maxConcurrency)
    implements MappingSettings {

  /// What a mapping has at once where nothing else is set.
  public static final int MOST_AT_ONCE = 1_000;

  /// More than a queue gives at a time needs a window to gather them in.
  private static final int MOST_WITHOUT_WINDOW = 10;

  public QueueMappingSettings {
    new Range(1, 10_000).require("BatchSize", batchSize);
    Range.BATCH_WINDOW.require("MaximumBatchingWindowInSeconds", batchWindowSeconds);
    new Range(2, MOST_AT_ONCE).require("MaximumConcurrency", maxConcurrency);
    if (batchSize > MOST_WITHOUT_WINDOW && batchWindowSeconds == 0) {
      throw new IllegalArgumentException(
          "BatchSize: expected at most %d without a MaximumBatchingWindowInSeconds, found %d"
              .formatted(MOST_WITHOUT_WINDOW, batchSize));
    }
  }

  /// These settings, or an [IllegalArgumentException] where Lambda would refuse them for a function
  /// of this timeout.
  public QueueMappingSettings forFunction(Duration timeout) {
    if (visibilityTimeout.compareTo(timeout) < 0) {
      throw new IllegalArgumentException(
          "VisibilityTimeout of queue %s: expected at least the function's timeout of %d s, found %d s"
              .formatted(queue, timeout.toSeconds(), visibilityTimeout.toSeconds()));
    }
    return this;
  }
}
