package pagestream.fetching;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.Ports;
import org.apache.hc.core5.ssl.SSLContexts;
import pagestream.timing.Deadline;

/// Asks the sites of the Internet, by HTTP/1.1.
public final class Internet implements Network {
  private final HostNames names;
  private final Supplier<CloseableHttpClient> clients;
  private volatile CloseableHttpClient client;

  public Internet() {
    this(InetAddress::getAllByName, proxy -> new Socket(), SSLContexts.createDefault());
  }

  /// @param sockets makes those that are connected to sites
  /// @param trusted whose certificates are valid
  Internet(HostNames.Lookup names, DetachedSocketFactory sockets, SSLContext trusted) {
    this.names = new HostNames(names);
    // The minimal one follows no redirect, keeps no cookie and makes no request twice.
    this.clients = () -> HttpClients.createMinimal(Connections.over(sockets, trusted));
    this.client = clients.get();
  }

  @Override
  public List<InetAddress> resolve(String host, Deadline deadline)
      throws UnknownHostException, TimeoutException {
    return names.find(host, deadline);
  }

  @Override
  public Reply get(Request request, List<InetAddress> at, Deadline deadline)
      throws IOException, TimeoutException {
    IOException unreachable = new UnknownHostException(request.url().getHost());
    for (InetAddress address : at) {
      try {
        return getOnce(request, address, deadline);
      } catch (ConnectException | ConnectTimeoutException e) {
        unreachable = e;
      }
    }
    throw unreachable;
  }

  /// A server may close a connection at the moment at which it is used again: then it has answered
  /// nothing, and is asked anew. One that closes a new connection has been asked.
  private Reply getOnce(Request request, InetAddress at, Deadline deadline)
      throws IOException, TimeoutException {
    HttpClientContext context = HttpClientContext.create();
    try {
      return get(request, at, context, deadline);
    } catch (NoHttpResponseException e) {
      if (context.getEndpointDetails().getRequestCount() == 1) {
        throw e;
      }
      return get(request, at, HttpClientContext.create(), deadline);
    }
  }

  private Reply get(Request request, InetAddress at, HttpContext context, Deadline deadline)
      throws IOException, TimeoutException {
    if (deadline.passed()) {
      throw new TimeoutException();
    }
    if (request.url().getPort() > Ports.MAX_VALUE) {
      throw new ConnectException("no such port");
    }
    HttpGet get = new HttpGet(request.url());
    request.headers().forEach(get::setHeader);
    CompletableFuture<Void> end = CompletableFuture.runAsync(get::cancel, after(deadline.left()));
    try {
      return reply(client.executeOpen(host(request.url(), at), get, context), request.maxBytes());
    } catch (IOException | IllegalStateException e) {
      if (get.isCancelled()) {
        throw new TimeoutException();
      }
      throw e;
    } catch (Error e) {
      client = clients.get(); // An error has closed the other one for good.
      throw e;
    } finally {
      end.cancel(false);
      // Hangs up, unless all was read. To close the response would be to read all.
      get.cancel();
    }
  }

  private static Executor after(Duration time) {
    return CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// TLS and the Host header have the name; the connection is made to the address.
  private static HttpHost host(URI url, InetAddress at) {
    return new HttpHost(url.getScheme(), at, url.getHost(), url.getPort());
  }

  private static Reply reply(ClassicHttpResponse response, int maxBytes) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(maxBytes + 1);
    boolean isWhole = body.length <= maxBytes;
    return new Reply(
        response.getCode(),
        headers(response),
        isWhole ? body : Arrays.copyOf(body, maxBytes),
        isWhole);
  }

  private static HttpHeaders headers(ClassicHttpResponse response) {
    Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getHeaders()) {
      values
          .computeIfAbsent(header.getName().strip(), name -> new ArrayList<>())
          .add(header.getValue());
    }
    return HttpHeaders.of(values, (name, value) -> !name.isBlank());
  }
}
