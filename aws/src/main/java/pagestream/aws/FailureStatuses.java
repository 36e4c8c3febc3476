package pagestream.aws;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Selection;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.Task;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// What becomes of failures that are sent again. A failure is claimed by one task of one run, which
/// alone says how that ended: each step is one conditional update, so that what is delivered twice
/// or too late changes nothing. What a failure was at first stays.
record FailureStatuses(DynamoDbClient dynamo, String table) {
  static final String STATUS = "status";
  static final String ATTEMPTS = "attempts";
  static final String RUN = Selection.REDRIVE;
  static final String AGAIN_REASON = "againReason";
  static final String AGAIN_MESSAGE = "againMessage";
  static final String AT = "redrivenAt";
  private static final String TASK = "redriveTask";

  private static final String IS_REDRIVEN = "#status = :redriven AND #run = :run";

  /// Whether the task has claimed the failure, now or before.
  boolean claim(String id, Task redrive, Instant at) {
    UpdateItemRequest.Builder request =
        update(id)
            .updateExpression(
                "SET #status = :redriven, #run = :run, #task = :task, #at = :at,"
                    + " #attempts = if_not_exists(#attempts, :none) + :one"
                    + " REMOVE #reason, #message")
            .conditionExpression(
                "#status IN (:open, :again) OR (#status = :redriven AND #at < :lost)")
            .expressionAttributeNames(
                Map.of(
                    "#status", STATUS,
                    "#run", RUN,
                    "#task", TASK,
                    "#at", AT,
                    "#attempts", ATTEMPTS,
                    "#reason", AGAIN_REASON,
                    "#message", AGAIN_MESSAGE))
            .expressionAttributeValues(
                Map.of(
                    ":open", value(FailureStatus.OPEN),
                    ":again", value(FailureStatus.FAILED_AGAIN),
                    ":redriven", value(FailureStatus.REDRIVEN),
                    ":run", AttributeValue.fromS(redrive.run()),
                    ":task", AttributeValue.fromS(redrive.id()),
                    ":at", AttributeValue.fromS(at.toString()),
                    ":lost", AttributeValue.fromS(at.minus(StoredFailure.LOST_AFTER).toString()),
                    ":none", AttributeValue.fromN("0"),
                    ":one", AttributeValue.fromN("1")));
    return Calls.update(dynamo, request).map(stored -> isClaimedBy(redrive, stored)).orElse(true);
  }

  private static boolean isClaimedBy(Task redrive, Map<String, AttributeValue> item) {
    return Attributes.optionalText(item, TASK).filter(redrive.id()::equals).isPresent();
  }

  /// Says that a failure has failed again, if the run redrives it. Returns whether there is one of
  /// that id.
  boolean failAgain(Failure failure, String run) {
    UpdateItemRequest.Builder request =
        update(failure.id())
            .updateExpression("SET #status = :again, #reason = :reason, #message = :message")
            .conditionExpression(IS_REDRIVEN)
            .expressionAttributeNames(
                Map.of(
                    "#status",
                    STATUS,
                    "#run",
                    RUN,
                    "#reason",
                    AGAIN_REASON,
                    "#message",
                    AGAIN_MESSAGE))
            .expressionAttributeValues(
                Map.of(
                    ":redriven", value(FailureStatus.REDRIVEN),
                    ":run", AttributeValue.fromS(run),
                    ":again", value(FailureStatus.FAILED_AGAIN),
                    ":reason", AttributeValue.fromS(failure.reason().name()),
                    ":message", AttributeValue.fromS(failure.message())));
    return Calls.update(dynamo, request).map(stored -> !stored.isEmpty()).orElse(true);
  }

  void resolve(Collection<String> ids, String run) {
    if (!ids.isEmpty()) {
      Parallel.map(ids, id -> resolve(id, run));
    }
  }

  private String resolve(String id, String run) {
    UpdateItemRequest.Builder request =
        update(id)
            .updateExpression("SET #status = :resolved")
            .conditionExpression(IS_REDRIVEN)
            .expressionAttributeNames(Map.of("#status", STATUS, "#run", RUN))
            .expressionAttributeValues(
                Map.of(
                    ":redriven", value(FailureStatus.REDRIVEN),
                    ":run", AttributeValue.fromS(run),
                    ":resolved", value(FailureStatus.RESOLVED)));
    Calls.update(dynamo, request);
    return id;
  }

  private UpdateItemRequest.Builder update(String id) {
    return UpdateItemRequest.builder().tableName(table).key(FailureTable.key(id));
  }

  private static AttributeValue value(FailureStatus status) {
    return AttributeValue.fromS(status.label());
  }
}
