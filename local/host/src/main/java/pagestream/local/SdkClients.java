package pagestream.local;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The host's own clients of its engines, told the same as the functions are.
record SdkClients(KinesisClient kinesis, DynamoDbClient dynamo, SqsClient sqs)
    implements AutoCloseable {

  static SdkClients of(Engines engines) {
    return new SdkClients(
        told(KinesisClient.builder(), "KINESIS", engines)
            .httpClient(UrlConnectionHttpClient.create())
            .build(),
        told(DynamoDbClient.builder(), "DYNAMODB", engines)
            .httpClient(UrlConnectionHttpClient.create())
            .build(),
        told(SqsClient.builder(), "SQS", engines)
            .httpClient(UrlConnectionHttpClient.create())
            .build());
  }

  private static <B extends AwsClientBuilder<B, ?>> B told(
      B builder, String service, Engines engines) {
    Map<String, String> environment = engines.environment();
    Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_" + service))
        .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
        .map(URI::create)
        .ifPresent(builder::endpointOverride);
    return builder
        .region(Region.of(engines.region()))
        .credentialsProvider(StaticCredentialsProvider.create(credentials(environment)));
  }

  private static AwsCredentials credentials(Map<String, String> environment) {
    String key = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    String session = environment.getOrDefault("AWS_SESSION_TOKEN", "");
    return session.isEmpty()
        ? AwsBasicCredentials.create(key, secret)
        : AwsSessionCredentials.create(key, secret, session);
  }

  @Override
  public void close() {
    kinesis.close();
    dynamo.close();
    sqs.close();
  }
}
