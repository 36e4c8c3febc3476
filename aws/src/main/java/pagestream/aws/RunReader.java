package pagestream.aws;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunTask;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Reads runs: by the sums in their heads, or from all of their parts. A run that nothing can
/// change any more gets its sums written into its head by whoever reads it first.
final class RunReader {
  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final PartQuery parts;
  private final RunMetrics metrics;

  RunReader(DynamoDbClient dynamo, String table, InstantSource clock, RunMetrics metrics) {
    this.metrics = metrics;
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
    this.parts = new PartQuery(dynamo, table);
  }

  /// Empty for an id that no run has. A run is no longer known once its head has expired: from then
  /// on TTL may delete its parts before the head, and the run would seem to wait for them.
  Map<String, AttributeValue> head(String run) {
    if (!RunItems.canBeRun(run)) {
      return Map.of();
    }
    Map<String, AttributeValue> head = Calls.read(dynamo, table, RunItems.key(run, RunItems.HEAD));
    return Attributes.isExpired(head, clock.instant()) ? Map.of() : head;
  }

  /// By the sums, where they are there.
  RunRead<Run> read(Map<String, AttributeValue> head, ReadBudget budget) {
    return readable(
        head,
        () -> KeptSums.areIn(head) ? new RunRead.Whole<>(KeptSums.read(head)) : sum(head, budget));
  }

  /// A run of which a part cannot be read, cannot be read as a whole.
  private static <T> RunRead<T> readable(
      Map<String, AttributeValue> head, Supplier<RunRead<T>> read) {
    return switch (ItemReading.of(head, item -> read.get())) {
      case StoredItem.Known<RunRead<T>>(RunRead<T> run) -> run;
      case StoredItem.Unreadable<RunRead<T>>(Map<String, Object> attributes, String why) ->
          new RunRead.Unreadable<>(Attributes.text(head, RunItems.ID), attributes, why);
    };
  }

  private RunRead<Run> sum(Map<String, AttributeValue> head, ReadBudget budget) {
    RunItemReader reader = new RunItemReader(head);
    boolean isWhole =
        parts.read(
            "id = :id AND part >= :part",
            Attributes.text(head, RunItems.ID),
            RunItems.FIRST_READ,
            budget,
            reader::add);
    if (!isWhole) {
      return tooLarge(head);
    }
    Run run = Run.of(reader.parts(), clock.instant());
    if (run.isFinal()) {
      keepSums(run);
    }
    return new RunRead.Whole<>(run);
  }

  /// All tasks of a run, breadth first from the one that it began with.
  RunRead<List<RunTask>> tasks(Map<String, AttributeValue> head) {
    return readable(head, () -> readTasks(head));
  }

  private RunRead<List<RunTask>> readTasks(Map<String, AttributeValue> head) {
    RunItemReader reader = new RunItemReader(head);
    return parts.read(
            "id = :id AND begins_with(part, :part)",
            Attributes.text(head, RunItems.ID),
            RunItems.TASK,
            ReadBudget.of(RunRead.MAX_MEGABYTES),
            reader::add)
        ? new RunRead.Whole<>(List.copyOf(reader.parts().tasks()))
        : tooLarge(head);
  }

  private static <T> RunRead<T> tooLarge(Map<String, AttributeValue> head) {
    return new RunRead.TooLarge<>(RunItemReader.head(head), RunItemReader.cancelledAt(head));
  }

  /// Unless somebody else has, or TTL has deleted the head in between.
  private void keepSums(Run run) {
    boolean isFirst =
        Calls.update(
                dynamo,
                UpdateItemRequest.builder()
                    .tableName(table)
                    .key(RunItems.key(run.head().run(), RunItems.HEAD))
                    .updateExpression("SET #sums = :sums")
                    .conditionExpression("attribute_exists(id) AND attribute_not_exists(#sums)")
                    .expressionAttributeNames(Map.of("#sums", KeptSums.NAME))
                    .expressionAttributeValues(Map.of(":sums", Attributes.of(KeptSums.of(run)))))
            .isEmpty();
    if (isFirst) {
      metrics.settled(run);
    }
  }
}
