package pagestream.emulator.engine;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/// What holds of every engine, and how a test's SDK client finds one.
final class Engine {
  private Engine() {}

  static <B extends AwsClientBuilder<B, ?>> B client(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }

  static void answersOnLoopbackAlone(URI endpoint) throws IOException {
    for (InetAddress address : externalAddresses()) {
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> new Socket(address, endpoint.getPort()).close());
    }
  }

  private static List<InetAddress> externalAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }
}
