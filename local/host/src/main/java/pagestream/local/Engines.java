package pagestream.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import pagestream.emulator.engine.DynamoEngine;
import pagestream.emulator.engine.KinesisEngine;

/// What holds the data: the host's own engines, or those at an endpoint.
///
/// @param name as `/health` tells it
/// @param description for people: where streams and tables are
/// @param environment by which an AWS SDK finds them
record Engines(
    String name, String description, Map<String, String> environment, AutoCloseable running)
    implements AutoCloseable {

  static Engines embedded(Path project, Optional<Path> data) {
    KinesisEngine kinesis =
        KinesisEngine.start(
            project.resolve("node_modules"), data.map(dir -> dir.resolve("streams")));
    try {
      DynamoEngine dynamo =
          data.map(dir -> DynamoEngine.onDisk(dir.resolve("tables")))
              .orElseGet(DynamoEngine::inMemory);
      Map<String, String> environment = new HashMap<>(CREDENTIALS);
      environment.put("AWS_ENDPOINT_URL_KINESIS", kinesis.endpoint().toString());
      environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString());
      return new Engines(
          "embedded",
          "streams in kinesis-mock at %s, tables in DynamoDB Local at %s (%s)"
              .formatted(
                  kinesis.endpoint(),
                  dynamo.endpoint(),
                  data.map(dir -> "kept in " + dir).orElse("in memory")),
          environment,
          () -> {
            dynamo.close();
            kinesis.close();
          });
    } catch (RuntimeException e) {
      kinesis.close();
      throw e;
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
    return new Engines("endpoint", "streams and tables at " + endpoint, environment, () -> {});
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
