package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pagestream.emulator.engine.QueueEngine;
import pagestream.emulator.lambda.Invoker;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// A mapping of a queue of the engine.
@Timeout(60)
class QueueMappingIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Region REGION = Region.US_EAST_1;

  private final List<JsonNode> records = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private QueueEngine engine;
  private SqsClient sqs;
  private String deadLetters;
  private String queue;

  @BeforeEach
  void start() {
    engine = QueueEngine.inMemory(REGION.id());
    sqs =
        SqsClient.builder()
            .endpointOverride(engine.endpoint())
            .region(REGION)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    deadLetters = sqs.createQueue(r -> r.queueName("dead-letters")).queueUrl();
    String policy =
        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":2}"
            .formatted(MappingArns.ofQueue(REGION.id(), "dead-letters", "worker").source());
    Map<QueueAttributeName, String> attributes =
        Map.of(
            QueueAttributeName.VISIBILITY_TIMEOUT,
            String.valueOf(LONG.toSeconds()),
            QueueAttributeName.REDRIVE_POLICY,
            policy);
    queue = sqs.createQueue(r -> r.queueName("tasks").attributes(attributes)).queueUrl();
  }

  @AfterEach
  void stop() {
    sqs.close();
    engine.close();
  }

  @Test
  void aFunctionGetsTheMessagesAndTheyAreDeleted() {
    MessageAttributeValue kind =
        MessageAttributeValue.builder().dataType("String").stringValue("page").build();
    sqs.sendMessage(
        r -> r.queueUrl(queue).messageBody("jüri").messageAttributes(Map.of("kind", kind)));

    try (QueueMapping mapping = mapping(10, _ -> Harness.success("null"))) {
      assertThat(mapping).isNotNull();
      await().until(() -> inQueue(queue) == 0);
    }

    JsonNode record = records.getFirst();
    assertThat(record.path("body").textValue()).isEqualTo("jüri");
    assertThat(record.at("/attributes/ApproximateReceiveCount").textValue()).isEqualTo("1");
    assertThat(record.path("attributes").fieldNames())
        .toIterable()
        .contains("SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp");
    assertThat(record.at("/messageAttributes/kind/stringValue").textValue()).isEqualTo("page");
    assertThat(record.path("eventSourceARN").textValue())
        .isEqualTo("arn:aws:sqs:us-east-1:000000000000:tasks");
    assertThat(log).isEmpty();
  }

  @Test
  void aLargeBatchIsDeletedWhole() {
    for (int i = 0; i < 3; i++) {
      sqs.sendMessageBatch(r ->
          r.queueUrl(queue)
              .entries(
                  IntStream.range(0, 10)
                      .mapToObj(id ->
                          SendMessageBatchRequestEntry.builder()
                              .id(String.valueOf(id))
                              .messageBody("x")
                              .build())
                      .toList()));
    }

    QueueMappingSettings settings = new QueueMappingSettings("tasks", LONG, 25, 1, true, 1_000);
    try (QueueMapping mapping = mapping(settings, _ -> Harness.success("null"))) {
      assertThat(mapping).isNotNull();
      await().until(() -> inQueue(queue) == 0);
    }

    assertThat(records).hasSize(30);
  }

  @Test
  void aMessageThatFailsIsRedeliveredAndThenADeadLetter() {
    sqs.setQueueAttributes(r ->
        r.queueUrl(queue)
            .attributes(
                Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(SHORT.toSeconds()))));
    sqs.sendMessage(r -> r.queueUrl(queue).messageBody("bad"));

    try (QueueMapping mapping = mapping(10, _ -> Harness.functionError())) {
      assertThat(mapping).isNotNull();
      await().atMost(Duration.ofSeconds(20)).until(() -> inQueue(deadLetters) == 1);
    }

    assertThat(records)
        .extracting(record -> record.at("/attributes/ApproximateReceiveCount").textValue())
        .containsExactly("1", "2");
  }

  @Test
  void aDelayedMessageIsDeliveredWhenItIsDue() {
    List<Long> arrivals = new CopyOnWriteArrayList<>();
    Invoker invoker =
        _ -> {
          arrivals.add(System.nanoTime());
          return Harness.success("null");
        };

    try (QueueMapping mapping = mapping(1, invoker)) {
      assertThat(mapping).isNotNull();
      long[] late =
          IntStream.range(0, 5)
              .mapToLong(i -> {
                sqs.sendMessage(r -> r.queueUrl(queue).messageBody("late").delaySeconds(1));
                long due = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                await().until(() -> arrivals.size() > i);
                return arrivals.get(i) - due;
              })
              .sorted()
              .toArray();

      assertThat(Duration.ofNanos(late[2])).isLessThan(Duration.ofMillis(100));
    }
  }

  private QueueMapping mapping(int batchSize, Invoker function) {
    return mapping(new QueueMappingSettings("tasks", LONG, batchSize, 0, true, 1_000), function);
  }

  private QueueMapping mapping(QueueMappingSettings settings, Invoker function) {
    Invoker recording =
        event -> {
          Harness.json(event).path("Records").forEach(records::add);
          return function.invoke(event);
        };
    MappingArns arns = MappingArns.ofQueue(REGION.id(), "tasks", "worker");
    return QueueMapping.start(settings, arns, sqs, recording, 2, log::add);
  }

  /// Whether they can be received or not.
  private int inQueue(String url) {
    return sqs
        .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .attributesAsStrings()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().startsWith("ApproximateNumberOfMessages"))
        .mapToInt(entry -> Integer.parseInt(entry.getValue()))
        .sum();
  }
}
