package pagestream.emulator.mapping;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import pagestream.emulator.lambda.Invoker;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// A running event source mapping from a standard queue of SQS to a function: one virtual thread
/// that receives, and one for each batch that the function has, by
/// <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html>.
public final class QueueMapping implements EventSourceMapping {
  private final QueueMappingParts parts;
  private final MappingThreads threads;
  private final Semaphore slots;
  private final QueuePoller poller;
  private final MessageDelivery delivery;

  private QueueMapping(QueueMappingParts parts) {
    this.parts = parts;
    this.threads = new MappingThreads(parts.settings().queue());
    this.slots = new Semaphore(parts.atOnce());
    SqsEventJson events = new SqsEventJson(parts.arns());
    this.poller = new QueuePoller(parts, events, threads.pauses());
    this.delivery = new MessageDelivery(parts, events, threads.pauses());
  }

  /// Starts a mapping of a queue that is there. The log is told a line of each fault, from several
  /// threads at once.
  ///
  /// @param environments how many invocations from the queue the function can take at once
  public static QueueMapping start(
      QueueMappingSettings settings,
      MappingArns arns,
      SqsClient sqs,
      Invoker invoker,
      int environments,
      Consumer<String> log) {
    return start(
        new QueueMappingParts(
            settings,
            arns,
            new SqsQueueReader(sqs, settings.queue()),
            invoker,
            Math.min(settings.maxConcurrency(), environments),
            Pacing.local(),
            log,
            InstantSource.system()));
  }

  static QueueMapping start(QueueMappingParts parts) {
    QueueMapping mapping = new QueueMapping(parts);
    mapping.threads.start("poller", mapping::poll);
    return mapping;
  }

  @Override
  public void close() {
    threads.stop(parts.pacing().stopWithin(), parts.arns().function(), parts.log());
  }

  /// Receives only when the function is free, so that no message waits while its visibility timeout
  /// runs.
  private void poll() {
    try {
      while (!threads.pauses().stopped()) {
        slots.acquire();
        Optional<List<Message>> batch = poller.next();
        batch.ifPresent(messages -> threads.start("batch", () -> deliver(messages)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(List<Message> batch) {
    try {
      delivery.deliver(batch);
    } finally {
      slots.release();
    }
  }
}
