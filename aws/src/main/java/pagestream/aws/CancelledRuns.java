package pagestream.aws;

import java.time.Instant;
import java.util.Map;
import pagestream.pipeline.Runs.Cancel;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Cancels runs. A run's head says when it was cancelled, and has its sums once it is known to have
/// settled, so that one conditional request decides which came first.
record CancelledRuns(DynamoDbClient dynamo, String table) {
  Cancel cancel(String run, Instant at) {
    return RunItems.canBeRun(run) ? put(run, at) : new Cancel.NoSuchRun();
  }

  private Cancel put(String run, Instant at) {
    UpdateItemRequest.Builder request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(RunItems.key(run, RunItems.HEAD))
            .updateExpression("SET #cancelled = :at")
            .conditionExpression(
                "attribute_exists(id) AND attribute_not_exists(#cancelled)"
                    + " AND attribute_not_exists(#sums)")
            .expressionAttributeNames(
                Map.of("#cancelled", RunItems.CANCELLED_AT, "#sums", KeptSums.NAME))
            .expressionAttributeValues(Map.of(":at", AttributeValue.fromS(at.toString())));
    return Calls.update(dynamo, request)
        .map(CancelledRuns::refused)
        .orElseGet(() -> new Cancel.Done(at));
  }

  private static Cancel refused(Map<String, AttributeValue> head) {
    if (head.isEmpty()) {
      return new Cancel.NoSuchRun();
    }
    return RunItemReader.cancelledAt(head)
        .<Cancel>map(Cancel.Done::new)
        .orElseGet(() -> new Cancel.Settled(KeptSums.settledAt(head)));
  }
}
