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
  /// Leaves time for a second attempt.
  private static final Duration LONGEST_ATTEMPT = CallTime.LONGEST.minusSeconds(1);

  private Clients() {}

  public static KinesisClient kinesis(CallTime time) {
    return KinesisClient.builder().httpClient(http()).overrideConfiguration(limits(time)).build();
  }

  public static DynamoDbClient dynamo(CallTime time) {
    return DynamoDbClient.builder().httpClient(http()).overrideConfiguration(limits(time)).build();
  }

  public static S3Client s3(CallTime time) {
    return S3Client.builder().httpClient(http()).overrideConfiguration(limits(time)).build();
  }

  public static SqsClient sqs(CallTime time) {
    return SqsClient.builder().httpClient(http()).overrideConfiguration(limits(time)).build();
  }

  private static ClientOverrideConfiguration limits(CallTime time) {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(LONGEST_ATTEMPT)
        .apiCallTimeout(CallTime.LONGEST)
        .addExecutionInterceptor(time.guard())
        .build();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(2)).build();
  }
}
