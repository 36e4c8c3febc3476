package pagestream.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands between functions and the engines that hold their data.
abstract class EngineProxy implements AutoCloseable {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_";

  /// Those that the client sets itself.
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<HttpServer> servers = new ArrayList<>();

  /// The environment of who asks engines by way of the proxy: in JSON, also where the SDK would
  /// rather ask in CBOR.
  final Map<String, String> before(Map<String, String> engines) {
    Map<String, String> environment = new HashMap<>(engines);
    environment.put("CBOR_ENABLED", "false");
    environment.replaceAll((name, value) -> name.startsWith(ENDPOINT) ? before(value) : value);
    return environment;
  }

  private String before(String engine) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/", exchange -> pass(exchange, URI.create(engine)));
      server.start();
      servers.add(server);
      return "http://127.0.0.1:" + server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pass(HttpExchange exchange, URI engine) throws IOException {
    try (exchange) {
      pass(exchange, engine, exchange.getRequestBody().readAllBytes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What is done with a request.
  abstract void pass(HttpExchange exchange, URI engine, byte[] request)
      throws IOException, InterruptedException;

  /// The call that a request makes, as in `PutItem`; empty where it says none.
  static String call(HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    return target == null ? "" : target.substring(target.indexOf('.') + 1);
  }

  final HttpResponse<byte[]> ask(HttpExchange exchange, URI engine, byte[] request)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(engine.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(request));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> builder.header(name, value));
          }
        });
    return http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer(exchange, answer, answer.body());
  }

  static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, byte[] body)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          boolean isCheck = name.equalsIgnoreCase("x-amz-crc32");
          if (!OWN_HEADERS.contains(name) && !isCheck) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public final void close() {
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
    http.close();
  }
}
