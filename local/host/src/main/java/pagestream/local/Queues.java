package pagestream.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pagestream.encoding.Json;
import pagestream.templates.Stack;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Makes a stack's queues where they are not there yet, and gives those that are the attributes of
/// the stack, as CloudFormation does.
final class Queues {
  private final SqsClient sqs;

  Queues(SqsClient sqs) {
    this.sqs = sqs;
  }

  void provide(List<Stack.QueueSpec> queues) {
    Map<String, String> urls = new HashMap<>();
    queues.forEach(queue -> urls.put(queue.name(), create(queue)));
    // Only now is there every dead-letter queue.
    for (Stack.QueueSpec queue : queues) {
      queue.redrive().ifPresent(policy -> redrive(url(urls, queue.name()), policy, urls));
    }
  }

  private String create(Stack.QueueSpec queue) {
    String url = sqs.createQueue(r -> r.queueName(queue.name())).queueUrl();
    if (!queue.attributes().isEmpty()) {
      sqs.setQueueAttributes(r -> r.queueUrl(url).attributes(queue.attributes()));
    }
    return url;
  }

  private void redrive(String url, Stack.RedrivePolicy policy, Map<String, String> urls) {
    QueueAttributeName arn = QueueAttributeName.QUEUE_ARN;
    String target = url(urls, policy.queue());
    String targetArn =
        sqs.getQueueAttributes(r -> r.queueUrl(target).attributeNames(arn)).attributes().get(arn);
    String json =
        Json.MAPPER
            .createObjectNode()
            .put("deadLetterTargetArn", targetArn)
            .put("maxReceiveCount", policy.maxReceiveCount())
            .toString();
    sqs.setQueueAttributes(
        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, json)));
  }

  private static String url(Map<String, String> urls, String queue) {
    return Objects.requireNonNull(urls.get(queue), queue);
  }
}
