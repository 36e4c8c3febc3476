package pagestream.aws;

import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/// What a stack's cursors are signed with: random bytes in the runs' table under `cursors`, which
/// whoever needs them first makes. A process asks for them once.
public final class CursorKey implements Supplier<byte[]> {
  private static final String ID = "cursors";
  private static final String KEY = "key";
  private static final int BYTES = 32;

  private final DynamoDbClient dynamo;
  private final String table;
  private byte @Nullable [] known;

  /// @param table of the runs
  public CursorKey(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public synchronized byte[] get() {
    byte[] found = known == null ? find() : known;
    known = found;
    return found.clone();
  }

  private byte[] find() {
    Map<String, AttributeValue> item = Calls.read(dynamo, table, RunItems.key(ID, KEY));
    return Attributes.bytes(item.isEmpty() ? make() : item, KEY);
  }

  /// Another process may have made it meanwhile; then it is that one's.
  private Map<String, AttributeValue> make() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Calls.call(
            "UpdateItem",
            () ->
                dynamo.updateItem(r ->
                    r.tableName(table)
                        .key(RunItems.key(ID, KEY))
                        .updateExpression("SET #key = if_not_exists(#key, :random)")
                        .expressionAttributeNames(Map.of("#key", KEY))
                        .expressionAttributeValues(
                            Map.of(":random", AttributeValue.fromB(SdkBytes.fromByteArray(random))))
                        .returnValues(ReturnValue.ALL_NEW)))
        .attributes();
  }
}
