package pagestream.aws;

import java.time.InstantSource;
import java.util.Map;
import pagestream.pipeline.Usage;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// What the pages of a run have brought so far: the run's part `usage`. It is added up, so that it
/// may lack a page whose function was killed. No count of a run is taken from it; it only limits
/// the run.
final class RunUsage {
  static final String PART = "usage";

  /// Its attributes, whose names DynamoDB reserves.
  static final Map<String, String> NAMES = Map.of("#rows", "rows", "#bytes", "bytes");

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  RunUsage(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  Usage add(String run, Usage page) {
    long expires = clock.instant().plus(Retention.RUNS).getEpochSecond();
    UpdateItemResponse response =
        Calls.call(
            "UpdateItem",
            () ->
                dynamo.updateItem(r ->
                    r.tableName(table)
                        .key(RunItems.key(run, PART))
                        .updateExpression(
                            "SET expires = if_not_exists(expires, :expires)"
                                + " ADD #rows :rows, #bytes :bytes")
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(
                            Map.of(
                                ":expires", number(expires),
                                ":rows", number(page.rows()),
                                ":bytes", number(page.bytes())))
                        .returnValues(ReturnValue.ALL_NEW)));
    return read(response.attributes());
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  /// @param item empty where no page has been read
  static Usage read(Map<String, AttributeValue> item) {
    return item.isEmpty()
        ? Usage.NONE
        : new Usage(Attributes.longNumber(item, "rows"), Attributes.longNumber(item, "bytes"));
  }
}
