package pagestream.aws;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A client that hands on what the tables ask of it, so that a test can change one operation.
class Delegate implements DynamoDbClient {
  private final DynamoDbClient dynamo;

  Delegate(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return dynamo.getItem(request);
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    return dynamo.batchGetItem(request);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return dynamo.putItem(request);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return dynamo.query(request);
  }

  @Override
  public String serviceName() {
    return dynamo.serviceName();
  }

  @Override
  public void close() {}
}
