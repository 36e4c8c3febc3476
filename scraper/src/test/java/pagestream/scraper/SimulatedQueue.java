package pagestream.scraper;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import pagestream.pipeline.TransientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// SQS, and Lambda that calls a function for each message: with delays, at least once, some at a
/// time. A message whose function was killed, or met a transient error, is delivered again.
public final class SimulatedQueue implements SqsClient {
  /// As `resources.yml` has them.
  private static final Duration VISIBILITY = Duration.ofSeconds(60);

  private static final int MAX_RECEIVES = 5;

  public static final Duration LATE = Duration.ofSeconds(60);

  /// How messages are delivered.
  ///
  /// @param atOnce how many functions work at the same time
  /// @param maxReceives how often one is delivered before it is a dead letter
  /// @param twice one in so many is delivered twice
  /// @param apart how long after the first time it is delivered the second time, at most
  public record Rules(int atOnce, int maxReceives, int twice, Duration apart) {
    static Rules of(int atOnce) {
      return new Rules(atOnce, MAX_RECEIVES, 100, LATE);
    }
  }

  /// Thrown where a function is killed; nothing that it calls may catch it.
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    public Killed() {
      super("killed", null, false, false);
    }
  }

  private record Message(String body, int receives) {}

  private final Queue<Message> ready = new ArrayDeque<>();
  private final VirtualTime time;
  private final Random random;
  private final Consumer<String> function;
  private final Consumer<String> deadLetters;
  private final Rules rules;
  private int free;
  private long sent;
  private long delivered;
  private long killed;
  private int waiting;
  private int mostWaiting;

  public SimulatedQueue(
      VirtualTime time,
      Random random,
      Rules rules,
      Consumer<String> function,
      Consumer<String> deadLetters) {
    this.time = time;
    this.random = random;
    this.rules = rules;
    this.free = rules.atOnce();
    this.function = function;
    this.deadLetters = deadLetters;
  }

  @Override
  public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
    return GetQueueUrlResponse.builder().queueUrl(request.queueName()).build();
  }

  @Override
  public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
    for (SendMessageBatchRequestEntry entry : request.entries()) {
      Message message = new Message(entry.messageBody(), 0);
      Duration delay = Duration.ofSeconds(entry.delaySeconds());
      sent++;
      deliver(message, delay);
      if (random.nextInt(rules.twice()) == 0) {
        deliver(message, delay.plusMillis(random.nextInt((int) rules.apart().toMillis())));
      }
    }
    return SendMessageBatchResponse.builder().failed(List.of()).build();
  }

  private void deliver(Message message, Duration delay) {
    waiting++;
    mostWaiting = Math.max(mostWaiting, waiting);
    time.at(
        time.instant().plus(delay),
        () -> {
          ready.add(message);
          poll();
        });
  }

  private void poll() {
    while (free > 0 && !ready.isEmpty()) {
      Message message = ready.remove();
      free--;
      waiting--;
      delivered++;
      time.startAt(time.instant(), () -> call(message));
    }
  }

  private void call(Message message) {
    try {
      function.accept(message.body());
    } catch (Killed | TransientException e) {
      killed++;
      if (message.receives() + 1 < rules.maxReceives()) {
        deliver(new Message(message.body(), message.receives() + 1), VISIBILITY);
      } else {
        time.startAt(time.instant(), () -> bury(message.body()));
      }
    } finally {
      free++;
      time.at(time.instant(), this::poll);
    }
  }

  /// A dead letter whose function was killed is delivered again, too.
  private void bury(String body) {
    try {
      deadLetters.accept(body);
    } catch (Killed | TransientException e) {
      killed++;
      time.startAt(time.instant().plus(VISIBILITY), () -> bury(body));
    }
  }

  public String counts() {
    return "%,d messages sent, %,d delivered, %,d functions killed, at most %,d messages waiting"
        .formatted(sent, delivered, killed, mostWaiting);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
