package pagestream.aws;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.io.IOException;
import java.util.List;
import pagestream.pipeline.Log;

/// Lambda's SQS event, handed on message by message, and its answer in the form of
/// `ReportBatchItemFailures`: a message that failed is redelivered, alone.
public final class SqsEvents {
  private SqsEvents() {}

  /// What is done with a message's body; an exception means that it must be redelivered.
  public interface Consumer {
    void accept(String body) throws IOException;
  }

  public static SQSBatchResponse consume(SQSEvent event, Consumer consumer, Log log) {
    List<BatchItemFailure> failures =
        event.getRecords().stream()
            .filter(message -> !isDone(message, consumer, log))
            .map(message -> new BatchItemFailure(message.getMessageId()))
            .toList();
    return new SQSBatchResponse(failures);
  }

  /// Errors are caught too: one that escaped would have the other messages redelivered.
  private static boolean isDone(SQSMessage message, Consumer consumer, Log log) {
    try {
      consumer.accept(message.getBody());
      return true;
    } catch (IOException | RuntimeException | Error e) {
      log.fault("message " + message.getMessageId() + " is redelivered after a fault", e);
      return false;
    }
  }
}
