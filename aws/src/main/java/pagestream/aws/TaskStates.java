package pagestream.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.TransientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// How things stand with tasks, by one request for each: it reads the head of the task's run, the
/// end of the task, and what the run has used.
record TaskStates(DynamoDbClient dynamo, String table) {
  private static final String ATTRIBUTES =
      String.join(", ", RunItems.PART, RunItems.CANCELLED_AT, RunItems.SECONDS, "#rows", "#bytes");

  /// Empty where its run never began.
  Optional<TaskState> of(Task task) {
    Map<String, Map<String, AttributeValue>> parts = parts(task);
    return Optional.ofNullable(parts.get(RunItems.HEAD)).map(head -> of(task, head, parts));
  }

  private static TaskState of(
      Task task, Map<String, AttributeValue> head, Map<String, Map<String, AttributeValue>> parts) {
    if (parts.containsKey(RunItems.endOf(task.id()))) {
      return new TaskState.Ended();
    }
    return RunItemReader.cancelledAt(head).isPresent()
        ? new TaskState.Cancelled()
        : new TaskState.Open(
            RunUsage.read(parts.getOrDefault(RunUsage.PART, Map.of())),
            RunItemReader.time(head).orElse(RunHead.MAX_TIME));
  }

  /// Those that there are.
  private Map<String, Map<String, AttributeValue>> parts(Task task) {
    KeysAndAttributes keys =
        KeysAndAttributes.builder()
            .keys(
                Stream.of(RunItems.HEAD, RunItems.endOf(task.id()), RunUsage.PART)
                    .map(part -> RunItems.key(task.run(), part))
                    .toList())
            .projectionExpression(ATTRIBUTES)
            .expressionAttributeNames(RunUsage.NAMES)
            .consistentRead(true)
            .build();
    BatchGetItemResponse response =
        Calls.call(
            "BatchGetItem", () -> dynamo.batchGetItem(r -> r.requestItems(Map.of(table, keys))));
    if (response.hasUnprocessedKeys() && !response.unprocessedKeys().isEmpty()) {
      throw new TransientException("BatchGetItem was throttled");
    }
    return response.responses().getOrDefault(table, List.of()).stream()
        .collect(Collectors.toMap(item -> Attributes.text(item, RunItems.PART), item -> item));
  }
}
