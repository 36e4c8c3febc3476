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
import java.util.function.Consumer;
import pagestream.aws.FailureTable;
import pagestream.aws.InvocationRecords;
import pagestream.aws.RunTable;
import pagestream.emulator.lambda.Invoker;
import pagestream.emulator.mapping.EventSourceMapping;
import pagestream.emulator.mapping.MappingArns;
import pagestream.emulator.mapping.MappingSettings;
import pagestream.emulator.mapping.OnFailure;
import pagestream.emulator.mapping.QueueMapping;
import pagestream.emulator.mapping.QueueMappingSettings;
import pagestream.emulator.mapping.StreamMapping;
import pagestream.emulator.mapping.StreamMappingSettings;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Stage;
import pagestream.templates.Stack.FunctionSpec;

/// A stack's event source mappings; what those of streams give up on ends in the error table.
final class EventSources implements AutoCloseable {
  private final List<EventSourceMapping> mappings = new ArrayList<>();
  private final SdkClients clients;
  private final String region;
  private final Optional<Path> data;
  private final Consumer<String> log;

  EventSources(SdkClients clients, String region, Optional<Path> data, Consumer<String> log) {
    this.clients = clients;
    this.region = region;
    this.data = data;
    this.log = log;
  }

  void start(FunctionSpec function, Invoker invoker) {
    for (MappingSettings mapping : function.mappings()) {
      mappings.add(
          switch (mapping) {
            case StreamMappingSettings stream -> start(stream, function, invoker);
            case QueueMappingSettings queue -> start(queue, function, invoker);
          });
    }
  }

  private StreamMapping start(
      StreamMappingSettings mapping, FunctionSpec function, Invoker invoker) {
    return StreamMapping.start(
        mapping,
        MappingArns.ofStream(region, mapping.stream(), function.name()),
        clients.kinesis(),
        invoker,
        onFailure(function),
        data.map(folder -> folder.resolve("checkpoints")),
        log);
  }

  private QueueMapping start(QueueMappingSettings mapping, FunctionSpec function, Invoker invoker) {
    return QueueMapping.start(
        mapping,
        MappingArns.ofQueue(region, mapping.queue(), function.name()),
        clients.sqs(),
        invoker,
        StageFunctions.QUEUE_CONCURRENCY,
        log);
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
        discarded.discarded(InvocationRecords.discarded(invocationRecord).records());
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
