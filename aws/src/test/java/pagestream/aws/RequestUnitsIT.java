package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.aws.TableSamples.run;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Records.Put;
import pagestream.pipeline.TypedRecord;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/// Why the writer reads before it writes: DynamoDB itself says what a hundred records cost.
class RequestUnitsIT extends WithTables {
  /// A write request unit costs five read request units
  /// ([AWS](https://aws.amazon.com/dynamodb/pricing/on-demand/)).
  private static final int READ_UNITS_PER_WRITE_UNIT = 5;

  @Test
  void readingAHundredVersionsCostsATwentiethOfWritingThem() {
    Metered meter = new Metered(made.dynamo());
    var records = made.through(meter).records();
    List<TypedRecord> hundred = TableSamples.records(100);
    List<String> ids = hundred.stream().map(TypedRecord::id).toList();

    assertThat(records.versions(ids)).isEmpty();
    double readMissing = meter.read.sumThenReset();
    assertThat(records.put(run(1), hundred)).containsOnly(new Put.Stored());
    double written = meter.written.sumThenReset();
    assertThat(records.versions(ids)).hasSize(100);
    double read = meter.read.sumThenReset();
    assertThat(records.put(run(2), hundred)).containsOnly(new Put.Stored());
    double overwritten = meter.written.sumThenReset();

    System.out.printf(
        "request units of 100 records: versions %.1f read (none stored: %.1f),"
            + " first put %.1f written, put of a newer run %.1f written;"
            + " in read units %.0f to %.0f: 1 to %.0f%n",
        read,
        readMissing,
        written,
        overwritten,
        read,
        overwritten * READ_UNITS_PER_WRITE_UNIT,
        overwritten * READ_UNITS_PER_WRITE_UNIT / read);
    assertThat(read).isEqualTo(50);
    assertThat(written).isEqualTo(200);
    assertThat(overwritten * READ_UNITS_PER_WRITE_UNIT / read).isGreaterThanOrEqualTo(20);
  }

  /// Asks what each request consumed. Error answers tell nothing of that, so that what a refused
  /// condition costs is not measured here; AWS charges it as a write of the stored item.
  private static final class Metered extends Delegate {
    private final DoubleAdder read = new DoubleAdder();
    private final DoubleAdder written = new DoubleAdder();

    Metered(DynamoDbClient delegate) {
      super(delegate);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      BatchGetItemResponse response =
          super.batchGetItem(
              request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
      response.consumedCapacity().stream()
          .mapToDouble(ConsumedCapacity::capacityUnits)
          .forEach(read::add);
      return response;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      PutItemResponse response =
          super.putItem(
              request.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
      written.add(response.consumedCapacity().capacityUnits());
      return response;
    }
  }
}
