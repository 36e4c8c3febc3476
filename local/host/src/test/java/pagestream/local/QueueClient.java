package pagestream.local;

import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A queue of a host, as those who send to it see it.
final class QueueClient implements AutoCloseable {
  private final SdkClients clients;
  private final String url;

  QueueClient(Engines engines, String name) {
    clients = SdkClients.of(engines);
    url = clients.sqs().getQueueUrl(r -> r.queueName(name)).queueUrl();
  }

  void send(String body) {
    sqs().sendMessage(r -> r.queueUrl(url).messageBody(body));
  }

  Message receive() {
    return sqs().receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20)).messages().getFirst();
  }

  Map<QueueAttributeName, String> attributes() {
    return sqs()
        .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .attributes();
  }

  /// Whether no message is in it, visible, hidden or delayed.
  boolean isEmpty() {
    return attributes().entrySet().stream()
        .filter(entry -> entry.getKey().toString().startsWith("ApproximateNumberOfMessages"))
        .allMatch(entry -> entry.getValue().equals("0"));
  }

  private SqsClient sqs() {
    return clients.sqs();
  }

  @Override
  public void close() {
    clients.close();
  }
}
