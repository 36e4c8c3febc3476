package pagestream.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The JDK's HTTP server on the loopback address, a virtual thread per request, with clients that
/// are slow or many kept in bounds.
public final class LoopbackServer implements AutoCloseable {
  /// The JDK reads these once, before its first server; what the command line sets stands. Times
  /// are in seconds, sizes in bytes.
  public static final Map<String, String> BOUNDS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "30",
          // Longer than a function's 29 seconds and the demo site's longest delay of 60.
          "sun.net.httpserver.maxRspTime", "120",
          "sun.net.httpserver.idleInterval", "30",
          "sun.net.httpserver.maxIdleConnections", "100",
          "sun.net.httpserver.maxReqHeaders", "100",
          "sun.net.httpserver.maxReqHeaderSize", "65536",
          // A client that still sends when it is refused would see a reset and not the answer.
          "sun.net.httpserver.drainAmount", "33554432",
          // Without it an answer in two packets waits some 40 ms for the client's acknowledgement.
          "sun.net.httpserver.nodelay", "true",
          "jdk.httpserver.maxConnections", "512");

  static {
    BOUNDS.forEach(System.getProperties()::putIfAbsent);
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /// Port 0 takes any free one.
  public static LoopbackServer start(String name, int port, HttpHandler handler)
      throws IOException {
    HttpServer server = bind(name, port);
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    return new LoopbackServer(server, threads);
  }

  private static HttpServer bind(String name, int port) throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), port), 0);
    } catch (BindException e) {
      throw new IOException(
          ("%s: expected port %d of 127.0.0.1 to be free, found it in use;"
                  + " set PORT so that it and the port after it are free")
              .formatted(name, port),
          e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Sends an answer whole; to HEAD, and where HTTP forbids it, without its body.
  public static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach((name, all) -> exchange.getResponseHeaders().put(name, all));
    boolean head = exchange.getRequestMethod().equals("HEAD");
    boolean bodiless = answer.status() == 204 || answer.status() == 304;
    if (head && !bodiless) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(answer.length()));
    }
    if (head || bodiless || answer.length() == 0) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), answer.length());
    try (OutputStream out = exchange.getResponseBody()) {
      for (byte[] piece : answer.body()) {
        out.write(piece);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
