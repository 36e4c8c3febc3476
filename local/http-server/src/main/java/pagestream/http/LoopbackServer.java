package pagestream.http;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// An HTTP server on the loopback address, a virtual thread per request, with clients that are slow
/// or many kept in bounds. Whatever is wrong with a request is answered as problem details.
public final class LoopbackServer implements AutoCloseable {
  /// The loopback address: nothing listens on any other.
  public static final String ADDRESS = "127.0.0.1";

  /// The request line and the headers together, in bytes.
  static final int HEAD_BYTES = 64 << 10;

  private static final int CONNECTIONS = 512;
  private static final Duration SILENCE_WHEN_FULL = Duration.ofSeconds(1);

  /// What a path's segments mean is the handler's to say; a request's target has no fragment and
  /// names no user (RFC 9110, 7.1).
  private static final UriCompliance URIS = UriCompliance.from("*,-FRAGMENT,-USER_INFO");

  private final Server server;
  private final ServerConnector connector;
  private final ExecutorService threads;

  /// Answers a request; an exception from reading its body is the server's to answer.
  @FunctionalInterface
  public interface Handler {
    Answer answer(Request request) throws IOException;
  }

  /// How long a client may be silent while it is its turn, take to send a request's line and
  /// headers, and take for a whole request with its answer.
  public record Patience(Duration silence, Duration head, Duration request) {
    /// Enough for an answer that takes a minute; a head's time begins with the answer before it,
    /// hence more than the silence.
    static final Patience USUAL =
        new Patience(Duration.ofSeconds(30), Duration.ofSeconds(40), Duration.ofSeconds(120));
  }

  private LoopbackServer(
      String name, int port, Patience patience, Handler handler, Consumer<String> accessLog) {
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
    server = new Server(selectors(name));
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.setHost(ADDRESS);
    connector.setPort(port);
    connector.setIdleTimeout(patience.silence().toMillis());
    Deadlines deadlines = new Deadlines(connector, patience.head(), patience.request());
    connector.addBean(deadlines);
    server.addConnector(connector);
    server.addBean(limit());
    server.setHandler(new Exchange(handler, deadlines, accessLog));
    server.setErrorHandler(new Refusals(accessLog));
  }

  /// Port 0 takes any free one, and one that is in use is a [BindException]; the log is told a line
  /// for each request.
  public static LoopbackServer start(
      String name, int port, Handler handler, Consumer<String> accessLog) throws IOException {
    return start(name, port, Patience.USUAL, handler, accessLog);
  }

  /// The same for clients to whom more or less time is given.
  public static LoopbackServer start(
      String name, int port, Patience patience, Handler handler, Consumer<String> accessLog)
      throws IOException {
    LoopbackServer server = new LoopbackServer(name, port, patience, handler, accessLog);
    try {
      server.bind(name, port);
      server.server.start();
      return server;
    } catch (Exception e) {
      server.close();
      throw e instanceof IOException io ? io : new IOException(e);
    }
  }

  private void bind(String name, int port) throws IOException {
    try {
      connector.open();
    } catch (IOException e) {
      BindException inUse =
          new BindException(
              "%s: expected port %d of %s to be free, found it in use"
                  .formatted(name, port, ADDRESS));
      inUse.initCause(e);
      throw inUse;
    }
  }

  /// They take connections and see who has sent something; requests have virtual threads.
  private QueuedThreadPool selectors(String name) {
    QueuedThreadPool pool = new QueuedThreadPool(8, 2);
    pool.setName(name);
    pool.setDaemon(true);
    pool.setVirtualThreadsExecutor(threads);
    return pool;
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEAD_BYTES);
    http.setUriCompliance(URIS);
    return http;
  }

  private NetworkConnectionLimit limit() {
    NetworkConnectionLimit limit = new NetworkConnectionLimit(CONNECTIONS, server);
    limit.setEndPointIdleTimeout(SILENCE_WHEN_FULL.toMillis());
    return limit;
  }

  public URI url() {
    return URI.create("http://%s:%d".formatted(ADDRESS, connector.getLocalPort()));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server: expected it to stop, found " + e, e);
    } finally {
      threads.shutdownNow();
    }
  }
}
