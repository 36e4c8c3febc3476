package pagestream.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import pagestream.emulator.engine.DynamoEngine;
import pagestream.emulator.engine.KinesisEngine;
import pagestream.emulator.engine.QueueEngine;

/// What holds the data: the host's own engines, or those at an endpoint.
///
/// @param name as `/health` tells it
/// @param description for people: where streams, tables and queues are
/// @param environment by which an AWS SDK finds them
record Engines(
    String name, String description, Map<String, String> environment, AutoCloseable running)
    implements AutoCloseable {

  /// Starts the engines side by side, and stops them so.
  static Engines embedded(Path project, Optional<Path> data) throws InterruptedException {
    String region = Objects.requireNonNull(CREDENTIALS.get(REGION));
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<KinesisEngine> kinesis = executor.submit(() -> kinesis(project, data));
      Future<DynamoEngine> dynamo = executor.submit(() -> dynamo(data));
      Future<QueueEngine> queues = executor.submit(() -> queues(region, data));
      try {
        return running(Startup.get(kinesis), Startup.get(dynamo), Startup.get(queues), data);
      } catch (RuntimeException e) {
        Stream.of(queues, dynamo, kinesis).forEach(Engines::closeStarted);
        throw e;
      }
    }
  }

  private static Engines running(
      KinesisEngine kinesis, DynamoEngine dynamo, QueueEngine queues, Optional<Path> data) {
    Map<String, String> environment = new HashMap<>(CREDENTIALS);
    environment.put("AWS_ENDPOINT_URL_KINESIS", kinesis.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_SQS", queues.endpoint().toString());
    return new Engines(
        "embedded",
        "streams in kinesis-mock at %s, tables in DynamoDB Local at %s, queues in ElasticMQ at %s (%s)"
            .formatted(
                kinesis.endpoint(),
                dynamo.endpoint(),
                queues.endpoint(),
                data.map(dir -> "kept in " + dir).orElse("in memory")),
        environment,
        () ->
            Stream.<Runnable>of(queues::close, dynamo::close, kinesis::close)
                .parallel()
                .forEach(Runnable::run));
  }

  private static KinesisEngine kinesis(Path project, Optional<Path> data) {
    return KinesisEngine.start(
        project.resolve("node_modules"), data.map(dir -> dir.resolve("streams")));
  }

  private static DynamoEngine dynamo(Optional<Path> data) {
    return data.map(dir -> DynamoEngine.onDisk(dir.resolve("tables")))
        .orElseGet(DynamoEngine::inMemory);
  }

  private static QueueEngine queues(String region, Optional<Path> data) {
    return data.map(dir -> QueueEngine.onDisk(region, dir.resolve("queues")))
        .orElseGet(() -> QueueEngine.inMemory(region));
  }

  /// Waits for an engine whose neighbour did not start, and closes it if it did.
  private static void closeStarted(Future<? extends AutoCloseable> engine) {
    try {
      engine.get().close();
    } catch (Exception e) {
      // It did not start either, or does not stop: the first failure is the one to tell.
    }
  }

  /// The credentials are the operator's, where there are any: an emulator takes whatever it gets.
  static Engines at(URI endpoint, Map<String, String> env) {
    Map<String, String> environment = new HashMap<>(CREDENTIALS);
    env.forEach((name, value) -> {
      if (name.startsWith("AWS_")) {
        environment.put(name, value);
      }
    });
    return new Engines(
        "endpoint", "streams, tables and queues at " + endpoint, environment, () -> {});
  }

  private static final String REGION = "AWS_REGION";

  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local", REGION, "eu-west-2");

  String region() {
    return Objects.requireNonNull(environment.get(REGION), REGION);
  }

  @Override
  public void close() {
    try {
      running.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
