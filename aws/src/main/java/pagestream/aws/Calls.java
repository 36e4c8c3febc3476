package pagestream.aws;

import java.util.function.Supplier;
import pagestream.pipeline.PassingFaultException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

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
