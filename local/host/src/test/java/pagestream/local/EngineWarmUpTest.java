package pagestream.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

class EngineWarmUpTest {
  @Test
  void anEngineThatTakesNothingFailsTheStart() {
    assertThatThrownBy(() -> EngineWarmUp.run(new Refusing()))
        .isInstanceOf(SdkClientException.class)
        .hasMessage("the disk is full");
  }

  private static final class Refusing implements DynamoDbClient {
    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
      return CreateTableResponse.builder().build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      throw SdkClientException.create("the disk is full");
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
