package pagestream.aws;

import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The SDK's clients on its light HTTP client. Region, credentials and endpoints come from the
/// environment (`AWS_REGION`, `AWS_ENDPOINT_URL_…`), as the SDK reads it.
public final class Clients {
  /// Shorter than what the stages leave of their time, so that a call that hangs still ends in it.
  private static final ClientOverrideConfiguration LIMITS =
      ClientOverrideConfiguration.builder()
          .apiCallAttemptTimeout(Duration.ofSeconds(3))
          .apiCallTimeout(Duration.ofSeconds(4))
          .build();

  private Clients() {}

  public static KinesisClient kinesis() {
    return KinesisClient.builder().httpClient(http()).overrideConfiguration(LIMITS).build();
  }

  public static DynamoDbClient dynamo() {
    return DynamoDbClient.builder().httpClient(http()).overrideConfiguration(LIMITS).build();
  }

  public static S3Client s3() {
    return S3Client.builder().httpClient(http()).overrideConfiguration(LIMITS).build();
  }

  public static SqsClient sqs() {
    return SqsClient.builder().httpClient(http()).overrideConfiguration(LIMITS).build();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(2)).build();
  }
}
