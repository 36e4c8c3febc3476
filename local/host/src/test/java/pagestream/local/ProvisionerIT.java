package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pagestream.templates.Stack;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class ProvisionerIT {
  private static final Path PROJECT = Hosts.PROJECT;

  private static Engines engines;
  private static SdkClients clients;

  @BeforeAll
  static void start() throws InterruptedException {
    engines = Engines.embedded(PROJECT, Optional.empty());
    clients = SdkClients.of(engines);
  }

  @AfterAll
  static void stop() {
    clients.close();
    engines.close();
  }

  private static Stack stack(String suffix) {
    return Stack.read(PROJECT, Map.of("suffix", suffix, "url", "http://127.0.0.1/"));
  }

  private static void provide(Stack stack) {
    new Provisioner(clients).provide(stack);
  }

  private static CreateTableRequest table(Stack stack, String name) {
    return stack.tables().stream()
        .map(Stack.TableSpec::request)
        .filter(table -> table.tableName().equals(name))
        .findAny()
        .orElseThrow();
  }

  @Test
  void whatIsThereAsDeclaredStays() {
    provide(stack("same"));

    assertThat(clients.kinesis().listStreams().streamNames())
        .contains("data-processing-stream-same", "data-writing-stream-same");
    assertThatCode(() -> provide(stack("same"))).doesNotThrowAnyException();
  }

  @Test
  void anIndexOfAnotherVersionIsRefusedByWhatItLacks() {
    Stack stack = stack("older");
    CreateTableRequest declared = table(stack, "error-older");
    clients
        .dynamo()
        .createTable(
            declared.toBuilder()
                .globalSecondaryIndexes(
                    declared.globalSecondaryIndexes().stream()
                        .map(ProvisionerIT::withoutRows)
                        .toList())
                .build());

    assertThatThrownBy(() -> provide(stack))
        .hasMessage(
            "table error-older: expected rows in the index byRedrive and rows in the index byRun and"
                + " rows in the index newest, found row in the index byRedrive and row in the index"
                + " byRun and row in the index newest; another version of Pagestream made it: take another suffix or --data folder, or delete it");
  }

  private static GlobalSecondaryIndex withoutRows(GlobalSecondaryIndex index) {
    List<String> attributes =
        index.projection().nonKeyAttributes().stream()
            .map(attribute -> attribute.equals("rows") ? "row" : attribute)
            .toList();
    return index.toBuilder()
        .projection(index.projection().toBuilder().nonKeyAttributes(attributes).build())
        .build();
  }

  @Test
  void aTableWithoutAnIndexIsRefused() {
    Stack stack = stack("bare");
    CreateTableRequest declared = table(stack, "run-bare");
    clients
        .dynamo()
        .createTable(r ->
            r.tableName("run-bare")
                .billingMode(declared.billingMode())
                .keySchema(declared.keySchema())
                .attributeDefinitions(declared.attributeDefinitions().subList(0, 2)));

    assertThatThrownBy(() -> provide(stack))
        .hasMessageStartingWith(
            "table run-bare: expected KEYS_ONLY in the index newest and the index newest by kind HASH,"
                + " id RANGE, found none of it; ");
  }

  @Test
  void aTableOfAnotherKeyIsRefused() {
    Stack stack = stack("keyed");
    clients
        .dynamo()
        .createTable(table(stack, "run-keyed").toBuilder().tableName("movie-keyed").build());

    assertThatThrownBy(() -> provide(stack))
        .hasMessageStartingWith(
            "table movie-keyed: expected the key _partition HASH, id RANGE, found ")
        .hasMessageContaining("the key id HASH, part RANGE");
  }

  @Test
  void aStreamOfOtherShardsIsRefused() {
    clients.kinesis().createStream(r -> r.streamName("data-writing-stream-shards").shardCount(3));

    assertThatThrownBy(() -> provide(stack("shards")))
        .hasMessageStartingWith(
            "stream data-writing-stream-shards: expected a ShardCount of 1, found 3; another version");
  }

  @Test
  void aQueueHasTheAttributesOfTheStackWhateverItHadBefore() {
    clients
        .sqs()
        .createQueue(r ->
            r.queueName("discarded-batches-queues")
                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "7")));

    provide(stack("queues"));
    provide(stack("queues"));

    try (QueueClient queue = new QueueClient(engines, "discarded-batches-queues")) {
      assertThat(queue.attributes())
          .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "360")
          .hasEntrySatisfying(
              QueueAttributeName.REDRIVE_POLICY,
              policy ->
                  assertThat(policy)
                      .contains(
                          "arn:aws:sqs:eu-west-2:000000000000:discarded-batches-dead-letters-queues")
                      .contains("5"));
    }
  }
}
