package pagestream.emulator.mapping;

/// The settings of one event source mapping, named and bounded as in AWS's
/// <https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html>: times in
/// seconds, -1 for no limit.
///
/// @param roleArn the function's execution role, which events name as `invokeIdentityArn`
public record MappingSettings(
    String streamName,
    String streamArn,
    String functionArn,
    String roleArn,
    int batchSize,
    int batchWindowSeconds,
    boolean bisectBatchOnFunctionError,
    int maxRetryAttempts,
    int maxRecordAgeSeconds,
    boolean reportBatchItemFailures,
    StartingPosition startingPosition) {

  static final int UNLIMITED = -1;

  /// Where a new mapping begins in the shards that exist when it is created.
  public enum StartingPosition {
    TRIM_HORIZON,
    LATEST
  }

  public MappingSettings {
    requireRange("BatchSize", batchSize, 1, 10_000);
    requireRange("MaximumBatchingWindowInSeconds", batchWindowSeconds, 0, 300);
    requireRange("MaximumRetryAttempts", maxRetryAttempts, UNLIMITED, 10_000);
    if (maxRecordAgeSeconds != UNLIMITED) {
      requireRange("MaximumRecordAgeInSeconds", maxRecordAgeSeconds, 60, 604_800);
    }
    if (streamArn.split(":", -1).length != 6) {
      throw new IllegalArgumentException(
          "The stream's ARN must be arn:aws:kinesis:<region>:<account>:stream/<name>, but is "
              + streamArn);
    }
  }

  /// The stream's region, as its ARN names it.
  String region() {
    return streamArn.split(":", -1)[3];
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, but is %d: change the setting"
              .formatted(name, min, max, value));
    }
  }
}
