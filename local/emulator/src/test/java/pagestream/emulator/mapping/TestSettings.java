package pagestream.emulator.mapping;

import pagestream.emulator.mapping.StreamMappingSettings.StartingPosition;

/// Settings with AWS's defaults, from which a test changes what it is about.
final class TestSettings {
  /// Those of the examples in AWS's documentation.
  static final MappingArns ARNS =
      new MappingArns(
          "us-east-2",
          "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream",
          "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
          "arn:aws:iam::123456789012:role/lambda-role");

  private int batchSize = 100;
  private int batchWindow;
  private boolean bisect;
  private int maxRetries = StreamMappingSettings.UNLIMITED;
  private int maxAge = StreamMappingSettings.UNLIMITED;
  private boolean report;
  private StartingPosition start = StartingPosition.TRIM_HORIZON;

  static TestSettings settings() {
    return new TestSettings();
  }

  TestSettings batchSize(int size) {
    batchSize = size;
    return this;
  }

  TestSettings batchWindow(int seconds) {
    batchWindow = seconds;
    return this;
  }

  TestSettings bisecting() {
    bisect = true;
    return this;
  }

  TestSettings maxRetries(int retries) {
    maxRetries = retries;
    return this;
  }

  TestSettings maxAge(int seconds) {
    maxAge = seconds;
    return this;
  }

  TestSettings reporting() {
    report = true;
    return this;
  }

  TestSettings latest() {
    start = StartingPosition.LATEST;
    return this;
  }

  StreamMappingSettings build() {
    return new StreamMappingSettings(
        "lambda-stream", start, batchSize, batchWindow, bisect, report, maxRetries, maxAge);
  }
}
