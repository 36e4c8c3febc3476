package pagestream.local;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pagestream.templates.Stack;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.waiters.KinesisWaiter;

/// Makes a stack's streams, tables and queues where they are not there yet, and refuses streams and
/// tables that another version made in another form.
final class Provisioner {
  /// The SDK's own ten seconds are for AWS, where a stream takes that long.
  private static final Duration POLL = Duration.ofMillis(50);

  private static final int POLLS = 600;

  private final KinesisClient kinesis;
  private final DynamoDbClient dynamo;
  private final Queues queues;

  Provisioner(SdkClients clients) {
    this.kinesis = clients.kinesis();
    this.dynamo = clients.dynamo();
    this.queues = new Queues(clients.sqs());
  }

  void provide(Stack stack) {
    stack.streams().forEach(this::create);
    stack.tables().forEach(this::provide);
    queues.provide(stack.queues());
    stack.streams().forEach(this::check);
  }

  private void create(Stack.StreamSpec stream) {
    List<String> known = kinesis.listStreams(r -> r.limit(1_000)).streamNames();
    if (!known.contains(stream.name())) {
      kinesis.createStream(r -> r.streamName(stream.name()).shardCount(stream.shards()));
    }
  }

  private void check(Stack.StreamSpec stream) {
    awaitStream(stream.name());
    int shards =
        kinesis
            .describeStreamSummary(r -> r.streamName(stream.name()))
            .streamDescriptionSummary()
            .openShardCount();
    if (shards != stream.shards()) {
      throw otherForm(
          "stream " + stream.name(),
          "expected a ShardCount of %d, found %d".formatted(stream.shards(), shards));
    }
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
      check(table);
    }
  }

  private void check(Stack.TableSpec table) {
    String name = table.request().tableName();
    TableShape found = TableShape.of(dynamo.describeTable(r -> r.tableName(name)).table());
    Optional<String> difference = TableShape.of(table.request()).differenceOf(found);
    if (difference.isPresent()) {
      throw otherForm("table " + name, difference.get());
    }
  }

  private static IllegalStateException otherForm(String what, String difference) {
    return new IllegalStateException(
        "%s: %s; another version of Pagestream made it: take another suffix or --data folder, or delete it"
            .formatted(what, difference));
  }
}
