package pagestream.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pagestream.pipeline.Log;
import pagestream.pipeline.Result;
import pagestream.pipeline.TaskCodec;
import pagestream.pipeline.TaskMessage;

/// Lambda's SQS event, handed on message by message, and its answer: a message that failed is
/// redelivered, alone.
public final class SqsEvents {
  private SqsEvents() {}

  private record Message(String id, String body) {}

  /// What is done with a message's body; an exception means that it must be redelivered.
  public interface Consumer {
    void accept(String body) throws IOException;
  }

  /// Whether Lambda's event is one of SQS, for a handler that is called by other events too.
  public static boolean isOne(JsonNode event) {
    return event.at("/Records/0/eventSource").asText().equals("aws:sqs");
  }

  /// Hands an event's messages to a consumer, and writes which of them must be redelivered.
  public static void consume(JsonNode event, OutputStream answer, Consumer consumer, Log log)
      throws IOException {
    List<String> failed = new ArrayList<>();
    for (JsonNode each : event.path("Records")) {
      Message message = new Message(each.path("messageId").asText(), each.path("body").asText());
      if (!isDone(message, consumer, log)) {
        failed.add(message.id());
      }
    }
    PartialBatchResponse.write(failed, answer);
  }

  private static Map<String, String> about(Message message) {
    return switch (TaskCodec.decode(message.body())) {
      case Result.Ok<TaskMessage>(TaskMessage task) -> task.task().about();
      case Result.Rejected<TaskMessage> other -> Map.of();
    };
  }

  /// Errors are caught too: one that escaped would have the other messages redelivered.
  private static boolean isDone(Message message, Consumer consumer, Log log) {
    try {
      consumer.accept(message.body());
      return true;
    } catch (IOException | RuntimeException | Error e) {
      log.about(about(message))
          .fault("message " + message.id() + " is redelivered after a fault", e);
      return false;
    }
  }
}
