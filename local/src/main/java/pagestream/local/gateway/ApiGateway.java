package pagestream.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pagestream.local.http.Answer;
import pagestream.local.http.LoopbackServer;

/// API Gateway on one machine: turns HTTP requests into the events of a REST API's Lambda proxy
/// integration, and what the functions answer back into HTTP. Kinder than AWS in that an unknown
/// path is a 404 that names what routes there are.
public final class ApiGateway implements AutoCloseable {
  private final Routes routes;
  private final Limits limits;
  private final FunctionCall functions;
  private final Consumer<String> accessLog;
  private final LoopbackServer server;

  /// How long a function may take, and how large a request's body and a function's event and answer
  /// may be, in bytes.
  public record Limits(Duration functionTime, int bodyBytes, int payloadBytes) {
    /// API Gateway's quotas for REST APIs, and Lambda's for a payload.
    public static final Limits AWS = new Limits(Duration.ofSeconds(29), 10 << 20, 6 << 20);
  }

  public ApiGateway(int port, Routes routes, Limits limits, Consumer<String> accessLog)
      throws IOException {
    this.routes = routes;
    this.limits = limits;
    this.functions = new FunctionCall(limits);
    this.accessLog = accessLog;
    this.server = LoopbackServer.start("gateway", port, this::handle);
  }

  public URI url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
    functions.close();
  }

  private void handle(HttpExchange exchange) {
    AccessLine line = AccessLine.start(exchange);
    try (exchange) {
      Answer answer = answer(exchange, line);
      line.status(answer.status());
      LoopbackServer.send(exchange, answer);
    } catch (IOException e) {
      line.note("the client went away or was too slow");
    } finally {
      accessLog.accept(line.text());
    }
  }

  /// A client must hear of any fault, also of one nobody foresaw.
  private Answer answer(HttpExchange exchange, AccessLine line) throws IOException {
    try {
      return route(exchange, line);
    } catch (RuntimeException e) {
      line.note(e.toString());
      return Problem.internal(500).answer();
    }
  }

  private Answer route(HttpExchange exchange, AccessLine line) throws IOException {
    GatewayRequest request;
    try {
      request = GatewayRequest.of(exchange);
    } catch (IllegalArgumentException e) {
      return Problem.badRequest("the URL: " + e.getMessage()).answer();
    }
    return switch (routes.find(request.method(), request.segments())) {
      case Routes.Found.NoSuchPath(var known) -> noSuchPath(known);
      case Routes.Found.NoSuchMethod(var template, var _) when request.method().equals("OPTIONS") ->
          preflight(template);
      case Routes.Found.NoSuchMethod(var template, var allowed) ->
          noSuchMethod(request.method(), template, allowed);
      case Routes.Found.Match match -> call(exchange, request, match, line);
    };
  }

  private static Answer noSuchPath(List<String> known) {
    return Problem.notFound("no route has this path; there are " + String.join(", ", known))
        .answer();
  }

  private static Answer noSuchMethod(String method, String template, List<String> allowed) {
    String methods = String.join(", ", allowed);
    return Problem.methodNotAllowed(
            "%s does not take %s; it takes %s".formatted(template, method, methods))
        .answer()
        .with("Allow", methods);
  }

  private Answer preflight(String template) {
    String methods = String.join(", ", routes.allowed(template));
    return new Answer(204, Map.of(), List.of())
        .with("Allow", methods)
        .with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Allow-Methods", methods)
        .with("Access-Control-Allow-Headers", "content-type, x-api-key, authorization")
        .with("Access-Control-Max-Age", "600");
  }

  private Answer call(
      HttpExchange exchange, GatewayRequest request, Routes.Found.Match match, AccessLine line)
      throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(limits.bodyBytes() + 1);
    if (body.length > limits.bodyBytes()) {
      return Problem.tooLarge("a request's body may have " + limits.bodyBytes() + " bytes")
          .answer();
    }
    byte[] event = ProxyEvent.bytes(request, match.route().template(), match.parameters(), body);
    if (event.length > limits.payloadBytes()) {
      return Problem.tooLarge(
              "a request may have %d bytes as a function's event; this has %d"
                  .formatted(limits.payloadBytes(), event.length))
          .answer();
    }
    return functions.answer(match.route().function(), event, line);
  }
}
