package pagestream.aws;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import pagestream.emulator.engine.DynamoEngine;
import pagestream.templates.Stack;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/// The tables that `resources.yml` declares, in a DynamoDB Local of a test's own: empty ones for
/// every suffix.
final class Tables implements AutoCloseable {
  private static final AtomicInteger SUFFIXES = new AtomicInteger();

  private final DynamoEngine engine = DynamoEngine.inMemory();
  private final DynamoDbClient dynamo = client(engine.endpoint().getPort()).build();

  /// One stack's tables, through the client that calls them.
  record Made(DynamoDbClient dynamo, String suffix) {
    String recordTable() {
      return "movie-" + suffix;
    }

    String runTable() {
      return "run-" + suffix;
    }

    String failureTable() {
      return "error-" + suffix;
    }

    String hostTable() {
      return "host-" + suffix;
    }

    RecordTable records() {
      return new RecordTable(dynamo, recordTable());
    }

    RunTable runs(InstantSource clock) {
      return new RunTable(dynamo, runTable(), clock);
    }

    HostTable hosts() {
      return new HostTable(dynamo, hostTable());
    }

    KnownPageTable knownPages() {
      return new KnownPageTable(dynamo, hostTable(), InstantSource.system());
    }

    RobotsTable robots() {
      return new RobotsTable(dynamo, hostTable());
    }

    FailureTable failures() {
      return new FailureTable(dynamo, failureTable());
    }

    /// The same tables through another client.
    Made through(DynamoDbClient other) {
      return new Made(other, suffix);
    }
  }

  /// Tables that nobody has used yet.
  Made make() {
    String suffix = "t" + SUFFIXES.incrementAndGet();
    Path project = Path.of(System.getProperty("project.folder"));
    Stack.read(project, Map.of("suffix", suffix, "url", "http://127.0.0.1/"))
        .tables()
        .forEach(table -> dynamo.createTable(table.request()));
    return new Made(dynamo, suffix);
  }

  /// A client of whatever listens on a port of this machine; it gives up early.
  static DynamoDbClientBuilder client(int port) {
    return DynamoDbClient.builder()
        .endpointOverride(java.net.URI.create("http://127.0.0.1:" + port))
        .region(Region.EU_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(2)))
        .overrideConfiguration(limits ->
            limits
                .apiCallTimeout(Duration.ofSeconds(20))
                .retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  @Override
  public void close() {
    dynamo.close();
    engine.close();
  }
}
