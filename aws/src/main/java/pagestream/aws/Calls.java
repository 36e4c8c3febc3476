package pagestream.aws;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import pagestream.pipeline.TransientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Calls to AWS. Their faults are transient errors after the SDK's own retries, except where a
/// request can never succeed, however often it is made: that is an error of this program.
final class Calls {
  /// There is no item under the key: the first one stands.
  static final String NOT_THERE = "attribute_not_exists(id)";

  private Calls() {}

  static <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      String message = what + " failed: " + e.getMessage();
      throw isInvalid(e)
          ? new IllegalStateException(message, e)
          : new TransientException(message, e);
    }
  }

  /// The item under a key, read strongly consistently; empty where there is none.
  static Map<String, AttributeValue> read(
      DynamoDbClient dynamo, String table, Map<String, AttributeValue> key) {
    return call(
            "GetItem", () -> dynamo.getItem(r -> r.tableName(table).key(key).consistentRead(true)))
        .item();
  }

  static void delete(DynamoDbClient dynamo, String table, Map<String, AttributeValue> key) {
    call("DeleteItem", () -> dynamo.deleteItem(r -> r.tableName(table).key(key)));
  }

  /// Makes a request of which nothing is to be done if its condition does not hold.
  static void callIf(String what, Supplier<?> call) {
    call(
        what,
        () -> {
          try {
            return call.get();
          } catch (ConditionalCheckFailedException e) {
            return e;
          }
        });
  }

  /// Makes an UpdateItem that has a condition. Returns what is stored if the condition does not
  /// hold, which has no attributes if there is no such item; no value if the item was updated.
  static Optional<Map<String, AttributeValue>> update(
      DynamoDbClient dynamo, UpdateItemRequest.Builder update) {
    UpdateItemRequest request =
        update
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    return call(
        "UpdateItem",
        () -> {
          try {
            dynamo.updateItem(request);
            return Optional.empty();
          } catch (ConditionalCheckFailedException e) {
            return Optional.of(e.item());
          }
        });
  }

  /// What became of a PutItem that has a condition.
  sealed interface PutResult {
    record Done() implements PutResult {}

    /// What is stored is there, where the request asks for it.
    record ConditionFailed(Map<String, AttributeValue> stored) implements PutResult {}

    /// DynamoDB can never take the item, however often it comes.
    record Invalid(String message) implements PutResult {}
  }

  static PutResult put(DynamoDbClient dynamo, PutItemRequest request) {
    return call(
        "PutItem",
        () -> {
          try {
            dynamo.putItem(request);
            return new PutResult.Done();
          } catch (ConditionalCheckFailedException e) {
            return new PutResult.ConditionFailed(e.item());
          } catch (DynamoDbException e) {
            if (isInvalid(e)) {
              return new PutResult.Invalid(e.awsErrorDetails().errorMessage());
            }
            throw e;
          }
        });
  }

  /// Puts an item unless there is one under its key: the first one stands.
  static void putOnce(DynamoDbClient dynamo, String table, Attributes attributes) {
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(table)
            .item(attributes.item())
            .conditionExpression(NOT_THERE)
            .build();
    if (put(dynamo, request) instanceof PutResult.Invalid(String message)) {
      throw refused(message);
    }
  }

  /// What Pagestream writes of itself is made small enough, so that DynamoDB refuses none of it.
  static IllegalStateException refused(String message) {
    return new IllegalStateException("PutItem failed: DynamoDB refuses the item: " + message);
  }

  /// Whether DynamoDB can never take the request, however often it comes.
  static boolean isInvalid(SdkException e) {
    return e instanceof DynamoDbException answer
        && answer.awsErrorDetails() != null
        && "ValidationException".equals(answer.awsErrorDetails().errorCode());
  }
}
