package pagestream.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.Log;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskQueue;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// The queue of tasks on SQS, written by SendMessageBatch.
public final class SqsQueue implements TaskQueue {
  /// SQS delays a message by 15 minutes at most; whoever gets one too early sends it again.
  static final Duration MAX_DELAY = Duration.ofMinutes(15);

  private final SqsClient sqs;
  private final String name;
  private final InstantSource clock;
  private final Log log;
  private volatile @Nullable String url;

  public SqsQueue(SqsClient sqs, String name, InstantSource clock, Log log) {
    this.sqs = sqs;
    this.name = name;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public BitSet send(List<TaskMessage> messages) {
    BitSet failed = new BitSet(messages.size());
    try {
      String queue = url();
      sqs.sendMessageBatch(request -> request.queueUrl(queue).entries(entries(messages)))
          .failed()
          .forEach(each -> failed.set(number(each)));
    } catch (SdkException e) {
      log.warn("sending %d tasks to %s failed: %s".formatted(messages.size(), name, e));
      failed.set(0, messages.size());
    }
    return failed;
  }

  /// Asked for once: it has the account's number, which nobody is told.
  private String url() {
    String known = url;
    if (known == null) {
      known = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
      url = known;
    }
    return known;
  }

  private List<SendMessageBatchRequestEntry> entries(List<TaskMessage> messages) {
    Instant now = clock.instant();
    return IntStream.range(0, messages.size())
        .mapToObj(i ->
            SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(i))
                .messageBody(TaskCodec.encode(messages.get(i)))
                .delaySeconds(delaySeconds(messages.get(i), now))
                .build())
        .toList();
  }

  private static int number(BatchResultErrorEntry entry) {
    return Integer.parseInt(entry.id());
  }

  /// Rounded up: a message that comes too early is sent again.
  private static int delaySeconds(TaskMessage message, Instant now) {
    long millis = Duration.between(now, message.notBefore()).toMillis();
    return (int) Math.clamp(Math.ceilDiv(millis, 1000L), 0, MAX_DELAY.toSeconds());
  }
}
