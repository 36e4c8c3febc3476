package pagestream.local;

import java.time.Duration;
import java.util.List;
import pagestream.local.stack.Stack;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.waiters.KinesisWaiter;

/// Makes a stack's streams and tables where they are not there yet.
final class Provisioner {
  /// The SDK's own ten seconds are for AWS, where a stream takes that long.
  private static final Duration POLL = Duration.ofMillis(50);

  private static final int POLLS = 600;

  private final KinesisClient kinesis;
  private final DynamoDbClient dynamo;

  Provisioner(KinesisClient kinesis, DynamoDbClient dynamo) {
    this.kinesis = kinesis;
    this.dynamo = dynamo;
  }

  void provide(Stack stack) {
    stack.streams().forEach(this::provide);
    stack.tables().forEach(this::provide);
  }

  private void provide(Stack.StreamSpec stream) {
    List<String> known = kinesis.listStreams(r -> r.limit(1_000)).streamNames();
    if (!known.contains(stream.name())) {
      kinesis.createStream(r -> r.streamName(stream.name()).shardCount(stream.shards()));
    }
    awaitStream(stream.name());
  }

  private void awaitStream(String name) {
    try (KinesisWaiter waiter =
        KinesisWaiter.builder()
            .client(kinesis)
            .overrideConfiguration(
                c -> c.maxAttempts(POLLS).backoffStrategyV2(BackoffStrategy.fixedDelay(POLL)))
            .build()) {
      waiter.waitUntilStreamExists(r -> r.streamName(name));
    }
  }

  private void provide(Stack.TableSpec table) {
    String name = table.request().tableName();
    try {
      dynamo.createTable(table.request());
      dynamo.waiter().waitUntilTableExists(r -> r.tableName(name));
      if (!table.expires().isEmpty()) {
        dynamo.updateTimeToLive(r ->
            r.tableName(name)
                .timeToLiveSpecification(ttl -> ttl.attributeName(table.expires()).enabled(true)));
      }
    } catch (ResourceInUseException e) {
      // it is there already
    }
  }
}
