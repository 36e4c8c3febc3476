package pagestream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import pagestream.encoding.Json;

/// Stands between functions and the engines that hold their data, and strikes some of the requests.
final class FaultProxy implements AutoCloseable {
  /// What becomes of a request.
  enum Strike {
    /// Refused, as there are too many.
    THROTTLED,
    /// Answered with 500.
    FAILED,
    /// The connection is cut before the engine has the request.
    CUT,
    /// The engine has carried it out, and the connection is cut before the answer.
    ANSWER_LOST,
    /// The answer comes after the client has stopped waiting for it.
    LATE,
    /// A part of a batch is said to have failed.
    PARTLY
  }

  private static final String ENDPOINT = "AWS_ENDPOINT_URL_";

  /// Longer than an attempt of a client may take.
  private static final Duration LATE = Duration.ofMillis(3_500);

  /// One late answer of so many that might be.
  private static final int LATE_OF = 4;

  /// Those that the client sets itself.
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<HttpServer> servers = new ArrayList<>();
  private final Map<Strike, Integer> strikes = new EnumMap<>(Strike.class);
  private final Random random;
  private volatile int percent;

  /// @param percent of the requests are struck
  FaultProxy(long seed, int percent) {
    this.random = new Random(seed);
    this.percent = percent;
  }

  /// The environment of who asks engines by way of the proxy.
  Map<String, String> before(Map<String, String> engines) {
    Map<String, String> environment = new HashMap<>(engines);
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

  /// Strikes no request from now on.
  void rest() {
    percent = 0;
  }

  synchronized Map<Strike, Integer> strikes() {
    return new EnumMap<>(strikes);
  }

  private synchronized int dice(int sides) {
    return random.nextInt(sides);
  }

  private void pass(HttpExchange exchange, URI engine) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      if (dice(100) >= percent) {
        answer(exchange, ask(exchange, engine, request));
      } else {
        strike(any(), exchange, engine, request);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Those that take time are rarer.
  private Strike any() {
    Strike strike = Strike.values()[dice(Strike.values().length)];
    return strike == Strike.LATE && dice(LATE_OF) > 0 ? Strike.ANSWER_LOST : strike;
  }

  private void strike(Strike strike, HttpExchange exchange, URI engine, byte[] request)
      throws IOException, InterruptedException {
    synchronized (this) {
      strikes.merge(strike, 1, Integer::sum);
    }
    switch (strike) {
      case THROTTLED -> refuse(exchange, 400, "ProvisionedThroughputExceededException");
      case FAILED -> refuse(exchange, 500, "InternalServerError");
      case CUT -> {} // closed without an answer
      case ANSWER_LOST -> ask(exchange, engine, request);
      case LATE -> {
        HttpResponse<byte[]> late = ask(exchange, engine, request);
        Thread.sleep(LATE);
        answer(exchange, late);
      }
      case PARTLY -> partly(exchange, engine, request);
    }
  }

  private static void refuse(HttpExchange exchange, int status, String error) throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", error);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    byte[] body = "{\"__type\":\"%s\",\"message\":\"struck\"}".formatted(error).getBytes();
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, URI engine, byte[] request)
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

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer(exchange, answer, answer.body());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, byte[] body)
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

  /// A read or write of several items that was not carried out for any of them, or a request to
  /// publish that was, and says that it was not for the last record. Other requests are answered as
  /// ever.
  private void partly(HttpExchange exchange, URI engine, byte[] request)
      throws IOException, InterruptedException {
    String call = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    HttpResponse<byte[]> answer = ask(exchange, engine, request);
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (call == null || !type.contains("json") || answer.statusCode() != 200) {
      answer(exchange, answer);
      return;
    }
    ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(answer.body());
    JsonNode asked = Json.MAPPER.readTree(request);
    switch (call.substring(call.indexOf('.') + 1)) {
      case "BatchGetItem" -> {
        tree.putObject("Responses");
        tree.set("UnprocessedKeys", asked.path("RequestItems"));
      }
      case "BatchWriteItem" -> tree.set("UnprocessedItems", asked.path("RequestItems"));
      case "PutRecords" -> {
        tree.put("FailedRecordCount", 1);
        ArrayNode records = (ArrayNode) tree.path("Records");
        records.remove(records.size() - 1);
        records.addObject().put("ErrorCode", "InternalFailure").put("ErrorMessage", "struck");
      }
      case "SendMessageBatch" -> {
        JsonNode last = ((ArrayNode) tree.path("Successful")).remove(0);
        tree.putArray("Failed")
            .addObject()
            .put("Id", last.path("Id").asText())
            .put("Code", "InternalError")
            .put("SenderFault", false);
      }
      default -> {}
    }
    answer(exchange, answer, Json.MAPPER.writeValueAsBytes(tree));
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
    http.close();
  }
}
