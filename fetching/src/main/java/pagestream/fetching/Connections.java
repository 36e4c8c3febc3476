package pagestream.fetching;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Connections to sites. A site that is asked again soon is asked over the same one.
final class Connections extends PoolingHttpClientConnectionManagerBuilder {
  static final Duration CONNECT_TIME = Duration.ofSeconds(10);

  /// What the head of an answer may have.
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxLineLength(64 << 10).setMaxHeaderCount(200).build();

  private final DetachedSocketFactory sockets;

  private Connections(DetachedSocketFactory sockets) {
    this.sockets = sockets;
  }

  static PoolingHttpClientConnectionManager over(
      DetachedSocketFactory sockets, SSLContext trusted) {
    return new Connections(sockets)
        .setTlsSocketStrategy(
            new DefaultClientTlsStrategy(trusted, HostnameVerificationPolicy.BUILTIN, null))
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT_TIME))
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                // Servers close them after a few seconds, and a function that is frozen does not
                // see it.
                .setIdleTimeout(Timeout.ofSeconds(2))
                .build())
        .setConnectionFactory(
            new ManagedHttpClientConnectionFactory(
                HEAD, null, null, null, Connections::length, null))
        .build();
  }

  @Override
  protected HttpClientConnectionOperator createConnectionOperator(
      SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
    return new Operator(
        sockets,
        ports,
        names,
        RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build());
  }

  /// The JDK says of a network that cannot be reached only that the socket failed, as it does of a
  /// connection that breaks off later.
  private static final class Operator extends DefaultHttpClientConnectionOperator {
    Operator(
        DetachedSocketFactory sockets,
        SchemePortResolver ports,
        DnsResolver names,
        Lookup<TlsSocketStrategy> tls) {
      super(sockets, ports, names, tls);
    }

    @Override
    public void connect(
        ManagedHttpClientConnection connection,
        HttpHost host,
        @Nullable NamedEndpoint name,
        @Nullable Path unixDomainSocket,
        @Nullable InetSocketAddress from,
        Timeout time,
        SocketConfig config,
        @Nullable Object attachment,
        HttpContext context)
        throws IOException {
      try {
        super.connect(
            connection, host, name, unixDomainSocket, from, time, config, attachment, context);
      } catch (SocketException e) {
        throw (ConnectException) new ConnectException(e.getMessage()).initCause(e);
      }
    }
  }

  /// Where several lengths are said, the least of them, since more might never come; [Fetcher]
  /// refuses the page.
  private static long length(HttpMessage message) throws HttpException {
    if (message.countHeaders(HttpHeaders.CONTENT_LENGTH) < 2
        || message.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
      return DefaultContentLengthStrategy.INSTANCE.determineLength(message);
    }
    List<String> lengths =
        Arrays.stream(message.getHeaders(HttpHeaders.CONTENT_LENGTH))
            .map(NameValuePair::getValue)
            .toList();
    try {
      return lengths.stream().mapToLong(Long::parseUnsignedLong).min().orElseThrow();
    } catch (NumberFormatException e) {
      throw new ProtocolException("Invalid content lengths: " + lengths, e);
    }
  }
}
