package pagestream.emulator.mapping;

import java.util.List;
import java.util.stream.Stream;

/// The settings of one event source mapping, named and bounded as in AWS's
/// <https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html>: times in
/// seconds, -1 for no limit.
///
/// @param stream the name of the stream it reads
public record MappingSettings(
    String stream,
    StartingPosition startingPosition,
    int batchSize,
    int batchWindowSeconds,
    boolean bisectBatchOnFunctionError,
    boolean reportBatchItemFailures,
    int maxRetryAttempts,
    int maxRecordAgeSeconds) {

  public static final int UNLIMITED = -1;

  /// Where a new mapping begins in the shards that exist when it is created.
  public enum StartingPosition {
    TRIM_HORIZON,
    LATEST;

    /// The one of this name, or an [IllegalArgumentException] that says which there are.
    public static StartingPosition of(String name) {
      return Stream.of(values())
          .filter(position -> position.name().equals(name))
          .findAny()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "StartingPosition: expected one of %s, found %s"
                      .formatted(List.of(values()), name)));
    }
  }

  public MappingSettings {
    requireRange("BatchSize", batchSize, 1, 10_000);
    requireRange("MaximumBatchingWindowInSeconds", batchWindowSeconds, 0, 300);
    requireRange("MaximumRetryAttempts", maxRetryAttempts, UNLIMITED, 10_000);
    if (maxRecordAgeSeconds != UNLIMITED) {
      requireRange("MaximumRecordAgeInSeconds", maxRecordAgeSeconds, 60, 604_800);
    }
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s: expected a number from %d to %d, found %d".formatted(name, min, max, value));
    }
  }
}
