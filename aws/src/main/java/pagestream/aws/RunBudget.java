package pagestream.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import pagestream.pipeline.Task;
import pagestream.pipeline.TransientException;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// How many pages a run has been allowed. The run's part `budget` has the sum, and
/// `task#TASK#admitted` has what a task was allowed of it: both are written in one step, so that a
/// task that is worked on again is allowed the same, and nothing is counted twice.
final class RunBudget {
  private static final String BUDGET = "budget";
  private static final String ADMITTED = "#admitted";
  private static final String PAGES = "pages";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  RunBudget(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  int admit(Task task, int pages, int limit) {
    Deadline deadline = Deadline.in(LIMIT);
    int tries = 0;
    do {
      Map<String, AttributeValue> admitted = read(task.run(), admittedPart(task));
      if (!admitted.isEmpty()) {
        return Attributes.number(admitted, PAGES);
      }
      int others =
          Attributes.optionalInt(read(task.run(), BUDGET), PAGES)
              .orElse(task.work().isFetched() ? 1 : 0); // a run's first task asks before all others
      int allowed = Math.clamp((long) limit - others, 0, pages);
      if (isTaken(task, others, allowed)) {
        return allowed;
      }
      tries++;
    } while (Backoff.REQUESTS.await(tries, deadline));
    throw new TransientException("the budget of run " + task.run() + " was changed all the time");
  }

  private static String admittedPart(Task task) {
    return RunItems.TASK + task.id() + ADMITTED;
  }

  private Map<String, AttributeValue> read(String run, String part) {
    return Calls.read(dynamo, table, RunItems.key(run, part));
  }

  /// Unless somebody else has taken of it since it was read.
  private boolean isTaken(Task task, int others, int allowed) {
    List<TransactWriteItem> items =
        List.of(
            put(
                RunItems.part(task.run(), BUDGET, clock.instant()).with(PAGES, others + allowed),
                "attribute_not_exists(id) OR pages = :others",
                Map.of(":others", AttributeValue.fromN(Integer.toString(others)))),
            put(
                RunItems.part(task.run(), admittedPart(task), clock.instant()).with(PAGES, allowed),
                Calls.NOT_THERE,
                Map.of()));
    return Calls.call(
        "TransactWriteItems",
        () -> {
          try {
            dynamo.transactWriteItems(r -> r.transactItems(items));
            return true;
          } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(RunBudget::isLost)) {
              return false;
            }
            throw e;
          }
        });
  }

  private static boolean isLost(CancellationReason reason) {
    return "ConditionalCheckFailed".equals(reason.code())
        || "TransactionConflict".equals(reason.code());
  }

  private TransactWriteItem put(
      Attributes attributes, String condition, Map<String, AttributeValue> values) {
    return TransactWriteItem.builder()
        .put(p ->
            p.tableName(table)
                .item(attributes.item())
                .conditionExpression(condition)
                .expressionAttributeValues(values.isEmpty() ? null : values))
        .build();
  }
}
