package pagestream.aws;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pagestream.encoding.Json;
import pagestream.pipeline.Log;
import pagestream.pipeline.Result;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;

/// Lambda's SQS event, handed on message by message, and its answer in the form of
/// `ReportBatchItemFailures`: a message that failed is redelivered, alone.
public final class SqsEvents {
  private SqsEvents() {}

  /// What is done with a message's body; an exception means that it must be redelivered.
  public interface Consumer {
    void accept(String body) throws IOException;
  }

  /// Whether Lambda's event is one of SQS, for a handler that is called by other events too.
  public static boolean isOne(JsonNode event) {
    return event.at("/Records/0/eventSource").asText().equals("aws:sqs");
  }

  public static SQSEvent read(JsonNode event) {
    List<SQSMessage> messages = new ArrayList<>();
    for (JsonNode node : event.path("Records")) {
      SQSMessage message = new SQSMessage();
      message.setMessageId(node.path("messageId").asText());
      message.setBody(node.path("body").asText());
      messages.add(message);
    }
    SQSEvent sqs = new SQSEvent();
    sqs.setRecords(messages);
    return sqs;
  }

  public static void write(SQSBatchResponse answer, OutputStream output) throws IOException {
    Json.MAPPER.writeValue(output, answer);
  }

  public static SQSBatchResponse consume(SQSEvent event, Consumer consumer, Log log) {
    List<BatchItemFailure> failures =
        event.getRecords().stream()
            .filter(message -> !isDone(message, consumer, log))
            .map(message -> new BatchItemFailure(message.getMessageId()))
            .toList();
    return new SQSBatchResponse(failures);
  }

  private static Map<String, String> about(SQSMessage message) {
    return switch (TaskCodec.decode(message.getBody())) {
      case Result.Ok<TaskMessage>(TaskMessage task) -> task.task().about();
      case Result.Rejected<TaskMessage> other -> Map.of();
    };
  }

  /// Errors are caught too: one that escaped would have the other messages redelivered.
  private static boolean isDone(SQSMessage message, Consumer consumer, Log log) {
    try {
      consumer.accept(message.getBody());
      return true;
    } catch (IOException | RuntimeException | Error e) {
      log.about(about(message))
          .fault("message " + message.getMessageId() + " is redelivered after a fault", e);
      return false;
    }
  }
}
