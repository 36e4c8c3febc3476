package pagestream.emulator.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Reads a queue through AWS's SDK.
final class SqsQueueReader implements QueueReader {
  /// SQS waits up to 20 s, but a mapping that stops waits for its last request.
  private static final int WAIT_SECONDS = 1;

  private final SqsClient sqs;
  private final String url;

  SqsQueueReader(SqsClient sqs, String queueName) {
    this.sqs = sqs;
    this.url = sqs.getQueueUrl(r -> r.queueName(queueName)).queueUrl();
  }

  @Override
  public List<Message> receive(int limit) {
    return sqs.receiveMessage(r ->
            r.queueUrl(url)
                .maxNumberOfMessages(Math.min(limit, MOST))
                .waitTimeSeconds(WAIT_SECONDS)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                .messageAttributeNames("All"))
        .messages();
  }

  @Override
  public List<Message> delete(List<Message> messages) {
    List<Message> left = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += MOST) {
      left.addAll(deleteBatch(messages.subList(from, Math.min(messages.size(), from + MOST))));
    }
    return left;
  }

  private List<Message> deleteBatch(List<Message> batch) {
    List<DeleteMessageBatchRequestEntry> entries =
        IntStream.range(0, batch.size()).mapToObj(i -> entry(i, batch.get(i))).toList();
    return sqs.deleteMessageBatch(r -> r.queueUrl(url).entries(entries)).failed().stream()
        .map(BatchResultErrorEntry::id)
        .map(id -> batch.get(Integer.parseInt(id)))
        .toList();
  }

  private static DeleteMessageBatchRequestEntry entry(int index, Message message) {
    return DeleteMessageBatchRequestEntry.builder()
        .id(String.valueOf(index))
        .receiptHandle(message.receiptHandle())
        .build();
  }
}
