package pagestream.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pagestream.http.LoopbackServer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@Timeout(60)
final class QueueEngineIT {
  private static final String REGION = "us-east-1";

  @Test
  void answersTheRequestsOfTheSdk() {
    try (QueueEngine engine = QueueEngine.inMemory(REGION);
        SqsClient sqs = client(engine.endpoint())) {
      String queue = sqs.createQueue(r -> r.queueName("tasks")).queueUrl();
      sqs.sendMessage(r -> r.queueUrl(queue).messageBody("jüri"));

      Message message = receive(sqs, queue).getFirst();

      assertThat(message.body()).isEqualTo("jüri");
      assertThat(message.attributes())
          .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
      assertThat(sqs.getQueueUrl(r -> r.queueName("tasks")).queueUrl()).isEqualTo(queue);
      assertThat(attribute(sqs, queue, QueueAttributeName.QUEUE_ARN))
          .isEqualTo("arn:aws:sqs:us-east-1:000000000000:tasks");
    }
  }

  @Test
  void aMessageReceivedTooOftenGoesToTheDeadLetterQueue() {
    try (QueueEngine engine = QueueEngine.inMemory(REGION);
        SqsClient sqs = client(engine.endpoint())) {
      String deadLetters = sqs.createQueue(r -> r.queueName("dead-letters")).queueUrl();
      String policy =
          "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":2}"
              .formatted(attribute(sqs, deadLetters, QueueAttributeName.QUEUE_ARN));
      String queue =
          sqs.createQueue(r ->
                  r.queueName("tasks")
                      .attributes(
                          Map.of(
                              QueueAttributeName.VISIBILITY_TIMEOUT,
                              "0",
                              QueueAttributeName.REDRIVE_POLICY,
                              policy)))
              .queueUrl();
      sqs.sendMessage(r -> r.queueUrl(queue).messageBody("bad"));

      assertThat(receive(sqs, queue)).hasSize(1);
      assertThat(receive(sqs, queue)).hasSize(1);
      assertThat(sqs.receiveMessage(r -> r.queueUrl(queue)).messages()).isEmpty();
      assertThat(receive(sqs, deadLetters)).extracting(Message::body).containsExactly("bad");
    }
  }

  @Test
  void messagesSurviveAStop(@TempDir Path directory) {
    Path folder = directory.resolve("a folder");
    try (QueueEngine engine = QueueEngine.onDisk(REGION, folder);
        SqsClient sqs = client(engine.endpoint())) {
      String queue =
          sqs.createQueue(r ->
                  r.queueName("tasks")
                      .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "0")))
              .queueUrl();
      for (String body : List.of("deleted", "received", "waiting")) {
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body));
      }
      Message first = one(sqs, queue);
      sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(first.receiptHandle()));
      assertThat(first.body()).isEqualTo("deleted");
      assertThat(one(sqs, queue).body()).isEqualTo("received");
    }
    try (QueueEngine engine = QueueEngine.onDisk(REGION, folder);
        SqsClient sqs = client(engine.endpoint())) {
      String queue = sqs.getQueueUrl(r -> r.queueName("tasks")).queueUrl();

      assertThat(attribute(sqs, queue, QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("0");
      assertThat(receive(sqs, queue))
          .extracting(
              Message::body,
              m -> m.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
          .containsExactlyInAnyOrder(tuple("received", "2"), tuple("waiting", "1"));
    }
  }

  @Test
  void aDelayedMessageIsReceivedWhenItIsDue() {
    try (QueueEngine engine = QueueEngine.inMemory(REGION);
        SqsClient sqs = client(engine.endpoint())) {
      String queue = sqs.createQueue(r -> r.queueName("tasks")).queueUrl();
      long[] late =
          IntStream.range(0, 5)
              .mapToLong(_ -> {
                sqs.sendMessage(r -> r.queueUrl(queue).messageBody("late").delaySeconds(1));
                long due = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                Message message = receive(sqs, queue).getFirst();
                long nanos = System.nanoTime() - due;
                sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
                return nanos;
              })
              .sorted()
              .toArray();

      assertThat(Duration.ofNanos(late[2])).isLessThan(Duration.ofMillis(100));
    }
  }

  @Test
  void twoEnginesDoNotShareQueues() {
    try (QueueEngine one = QueueEngine.inMemory(REGION);
        QueueEngine other = QueueEngine.inMemory(REGION);
        SqsClient first = client(one.endpoint());
        SqsClient second = client(other.endpoint())) {
      first.createQueue(r -> r.queueName("tasks"));

      assertThat(second.listQueues().queueUrls()).isEmpty();
    }
  }

  @Test
  void onlyLoopbackAnswersAndCloseEndsItsThreadsAndItsPort() throws IOException {
    int port;
    try (QueueEngine engine = QueueEngine.inMemory(REGION)) {
      port = engine.endpoint().getPort();
      Engine.answersOnLoopbackAlone(engine.endpoint());
      assertThat(threads()).isNotEmpty();
    }

    await().untilAsserted(() -> assertThat(threads()).isEmpty());
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new Socket(LoopbackServer.ADDRESS, port).close());
  }

  @Test
  void anUnusableDirectoryIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatIllegalStateException()
        .isThrownBy(() -> QueueEngine.onDisk(REGION, file))
        .withMessageStartingWith(
            "expected a writable directory for the SQS messages, which no other host uses, found "
                + file);
  }

  @Test
  void aSecondEngineOnDiskIsRefused(@TempDir Path directory) {
    try (QueueEngine engine = QueueEngine.onDisk(REGION, directory.resolve("one"))) {
      assertThat(engine.endpoint().getPort()).isPositive();
      assertThatIllegalStateException()
          .isThrownBy(() -> QueueEngine.onDisk(REGION, directory.resolve("other")))
          .withMessageStartingWith("expected no other SQS engine on disk in this JVM");
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("queue-engine"))
        .toList();
  }

  private static Message one(SqsClient sqs, String queue) {
    return sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(1)).messages().getFirst();
  }

  private static List<Message> receive(SqsClient sqs, String queue) {
    return sqs.receiveMessage(r ->
            r.queueUrl(queue)
                .maxNumberOfMessages(10)
                .waitTimeSeconds(10)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private static String attribute(SqsClient sqs, String queue, QueueAttributeName name) {
    return sqs.getQueueAttributes(r -> r.queueUrl(queue).attributeNames(name))
        .attributes()
        .get(name);
  }

  private static SqsClient client(URI endpoint) {
    return Engine.client(SqsClient.builder(), endpoint)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
