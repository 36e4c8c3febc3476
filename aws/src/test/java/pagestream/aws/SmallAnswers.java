package pagestream.aws;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A table of items of a megabyte, as far as its answers say: a query of it is answered one by one.
final class SmallAnswers extends Delegate {
  SmallAnswers(DynamoDbClient delegate) {
    super(delegate);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    if (request.indexName() != null) {
      return super.query(request);
    }
    ConsumedCapacity megabyte =
        ConsumedCapacity.builder().capacityUnits(ReadBudget.UNITS_PER_MEGABYTE).build();
    return super.query(request.toBuilder().limit(1).build()).toBuilder()
        .consumedCapacity(megabyte)
        .build();
  }
}
