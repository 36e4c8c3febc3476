package pagestream.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.PassingFaultException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// Calls to AWS whose faults may pass: after the SDK's own retries the whole batch comes again.
final class Calls {
  private Calls() {}

  static <T> T passing(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new PassingFaultException(what + " failed: " + e.getMessage(), e);
    }
  }

  /// Whether DynamoDB can never take the request, however often it comes.
  static boolean isInvalid(@Nullable Throwable fault) {
    return fault instanceof DynamoDbException e
        && e.awsErrorDetails() != null
        && "ValidationException".equals(e.awsErrorDetails().errorCode());
  }

  /// Puts an item unless there is one under its key: the first one stands.
  static void putOnce(DynamoDbClient dynamo, String table, Attributes attributes) {
    try {
      passing(
          "PutItem",
          () ->
              dynamo.putItem(put ->
                  put.tableName(table)
                      .item(attributes.item())
                      .conditionExpression("attribute_not_exists(id)")));
    } catch (PassingFaultException e) {
      if (!(e.getCause() instanceof ConditionalCheckFailedException)) {
        throw e;
      }
    }
  }
}
