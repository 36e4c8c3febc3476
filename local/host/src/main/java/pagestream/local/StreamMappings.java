package pagestream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.aws.FailureTable;
import pagestream.aws.InvocationRecords;
import pagestream.aws.RunTable;
import pagestream.emulator.lambda.Invoker;
import pagestream.emulator.lambda.LocalFunction;
import pagestream.emulator.mapping.EventSourceMapping;
import pagestream.emulator.mapping.MappingSettings;
import pagestream.emulator.mapping.OnFailure;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Stage;
import pagestream.templates.Stack.FunctionSpec;
import pagestream.templates.Stack.MappingSpec;

/// A stack's event source mappings; what they give up on ends in the error table.
final class StreamMappings implements AutoCloseable {
  private final List<EventSourceMapping> mappings = new ArrayList<>();
  private final SdkClients clients;
  private final String region;
  private final Optional<Path> data;

  StreamMappings(SdkClients clients, String region, Optional<Path> data) {
    this.clients = clients;
    this.region = region;
    this.data = data;
  }

  void start(FunctionSpec function, Invoker invoker) {
    for (MappingSpec mapping : function.mappings()) {
      mappings.add(
          EventSourceMapping.start(
              settings(function, mapping),
              clients.kinesis(),
              invoker,
              onFailure(function),
              data.map(folder -> folder.resolve("checkpoints"))));
    }
  }

  private MappingSettings settings(FunctionSpec function, MappingSpec mapping) {
    return new MappingSettings(
        mapping.stream(),
        arn("kinesis", region, "stream/" + mapping.stream()),
        arn("lambda", region, "function:" + function.name()),
        arn("iam", "", "role/" + function.name()),
        mapping.batchSize(),
        mapping.batchWindowSeconds(),
        mapping.bisectBatchOnFunctionError(),
        mapping.maximumRetryAttempts(),
        mapping.maximumRecordAgeInSeconds(),
        mapping.reportBatchItemFailures(),
        MappingSettings.StartingPosition.valueOf(mapping.startingPosition()));
  }

  private static String arn(String service, String region, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, LocalFunction.ACCOUNT, resource);
  }

  private OnFailure onFailure(FunctionSpec function) {
    Map<String, String> told = function.environment();
    var failures = new FailureTable(clients.dynamo(), told.getOrDefault("ERROR_TABLE_NAME", ""));
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    var runs = new RunTable(clients.dynamo(), told.getOrDefault("RUN_TABLE_NAME", ""), clock);
    Stage stage = Stage.of(function.key());
    BatchCodec<?> codec = stage == Stage.PROCESSOR ? BatchCodec.ROWS : BatchCodec.RECORDS;
    var discarded = new FailedBatches<>(stage, codec, failures, runs, clock);
    return invocationRecord -> {
      try {
        discarded.discarded(InvocationRecords.discarded(invocationRecord.json()).records());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @Override
  public void close() {
    mappings.parallelStream().forEach(EventSourceMapping::close);
  }
}
