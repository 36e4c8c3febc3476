package pagestream.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.Task;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Begins runs, each in one transaction: its head, its first task, its mark among the open runs,
/// and, where a schedule begins it, an item that keeps others from beginning one for the same time.
record RunBeginnings(DynamoDbClient dynamo, String table) {
  void begin(RunHead head, Task first) {
    putNew(items(head, first));
  }

  /// Returns whether it has begun.
  boolean begin(RunHead head, Task first, Instant scheduledAt) {
    Attributes time = RunItems.scheduled(head.source(), scheduledAt, head.run());
    return putNew(Stream.concat(Stream.of(time), items(head, first)));
  }

  private static Stream<Attributes> items(RunHead head, Task first) {
    return Stream.of(
        OpenRuns.mark(head), RunItems.head(head), RunItems.first(first, head.startedAt()));
  }

  boolean hasBegun(String source, Instant scheduledAt) {
    return !Calls.read(dynamo, table, RunItems.scheduledKey(source, scheduledAt)).isEmpty();
  }

  /// The condition is for a request that is sent twice because its first answer was lost: another
  /// run may have begun for that time in between.
  void giveBack(String source, Instant scheduledAt, String run) {
    Calls.callIf(
        "DeleteItem",
        () ->
            dynamo.deleteItem(r ->
                r.tableName(table)
                    .key(RunItems.scheduledKey(source, scheduledAt))
                    .conditionExpression("#run = :run")
                    .expressionAttributeNames(Map.of("#run", RunItems.RUN))
                    .expressionAttributeValues(Map.of(":run", AttributeValue.fromS(run)))));
  }

  /// All or none of them; returns whether none was there before.
  private boolean putNew(Stream<Attributes> items) {
    List<TransactWriteItem> puts = items.map(this::putOnce).toList();
    return Calls.call(
        "TransactWriteItems",
        () -> {
          try {
            dynamo.transactWriteItems(r -> r.transactItems(puts));
            return true;
          } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(RunBeginnings::isThere)) {
              return false;
            }
            throw e;
          }
        });
  }

  private TransactWriteItem putOnce(Attributes attributes) {
    return TransactWriteItem.builder()
        .put(p -> p.tableName(table).item(attributes.item()).conditionExpression(Calls.NOT_THERE))
        .build();
  }

  private static boolean isThere(CancellationReason reason) {
    return "ConditionalCheckFailed".equals(reason.code());
  }
}
