package pagestream.emulator.mapping;

import java.util.List;
import java.util.stream.Stream;

/// The settings of an event source mapping of a stream: times in seconds, -1 for no limit.
///
/// @param stream the name of the stream it reads
public record StreamMappingSettings(
    String stream,
    StartingPosition startingPosition,
    int batchSize,
    int batchWindowSeconds,
    boolean bisectBatchOnFunctionError,
    boolean reportBatchItemFailures,
    int maxRetryAttempts,
    int maxRecordAgeSeconds)
    implements MappingSettings {

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

  public StreamMappingSettings {
    new Range(1, 10_000).require("BatchSize", batchSize);
    Range.BATCH_WINDOW.require("MaximumBatchingWindowInSeconds", batchWindowSeconds);
    new Range(UNLIMITED, 10_000).require("MaximumRetryAttempts", maxRetryAttempts);
    if (maxRecordAgeSeconds != UNLIMITED) {
      new Range(60, 604_800).require("MaximumRecordAgeInSeconds", maxRecordAgeSeconds);
    }
  }
}
