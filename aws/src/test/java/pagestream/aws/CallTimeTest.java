package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.TransientException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class CallTimeTest {
  private static final int RESERVE = (int) CallTime.RESERVE.toMillis();

  private final CallTime time = new CallTime();

  @Test
  void noCallBeginsThatMightNotEndBeforeTheFunctionMustAnswer() {
    time.begin(LambdaJson.context(RESERVE));

    assertThatThrownBy(this::call)
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("the invocation has none left");
  }

  @Test
  void callsBeginWhileThereIsTime() {
    time.begin(LambdaJson.context(RESERVE));
    Duration left = time.begin(LambdaJson.context(RESERVE + 60_000)).left();

    assertThat(left).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThatThrownBy(this::call)
        .isInstanceOf(TransientException.class)
        .hasMessageNotContaining("the invocation has none left");
  }

  @Test
  void theLastCallAndTheAnswerHaveTime() {
    assertThat(CallTime.RESERVE).isGreaterThan(CallTime.LONGEST);
  }

  /// A call to a port at which nobody listens.
  private void call() {
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .region(Region.EU_NORTH_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .overrideConfiguration(
                ClientOverrideConfiguration.builder().addExecutionInterceptor(time.guard()).build())
            .build()) {
      Calls.read(client, "table", Map.of("id", AttributeValue.fromS("a")));
    }
  }
}
