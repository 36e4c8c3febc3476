package pagestream.emulator.mapping;

/// The settings of an event source mapping, named and bounded as in AWS's
/// <https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html>.
public sealed interface MappingSettings permits QueueMappingSettings, StreamMappingSettings {
  int batchSize();

  int batchWindowSeconds();

  boolean reportBatchItemFailures();
}
