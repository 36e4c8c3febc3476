package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

class ClientsTest {
  private static final String REGION = "aws.region";

  @BeforeEach
  void setRegion() {
    System.setProperty(REGION, "eu-north-1");
  }

  @AfterEach
  void clearRegion() {
    System.clearProperty(REGION);
  }

  @Test
  void everyClientKeepsToTheTimeOfCalls() {
    CallTime time = new CallTime();
    Stream<SdkServiceClientConfiguration> all =
        Stream.of(
            Clients.dynamo(time).serviceClientConfiguration(),
            Clients.kinesis(time).serviceClientConfiguration(),
            Clients.s3(time).serviceClientConfiguration(),
            Clients.sqs(time).serviceClientConfiguration());

    assertThat(all.map(SdkServiceClientConfiguration::overrideConfiguration))
        .allSatisfy(ClientsTest::keepsToIt);
  }

  private static void keepsToIt(ClientOverrideConfiguration client) {
    assertThat(client.apiCallTimeout()).contains(CallTime.LONGEST);
    assertThat(client.apiCallAttemptTimeout().orElseThrow()).isLessThan(CallTime.LONGEST);
    assertThat(client.executionInterceptors())
        .anyMatch(each -> each.getClass().getName().startsWith(CallTime.class.getName()));
  }
}
