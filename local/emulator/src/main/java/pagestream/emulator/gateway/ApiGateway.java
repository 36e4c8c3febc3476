package pagestream.emulator.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pagestream.emulator.lambda.Invoker;
import pagestream.http.Answer;
import pagestream.http.LoopbackServer;
import pagestream.http.Request;
import pagestream.problem.Problem;

/// API Gateway on one machine: turns HTTP requests into the events of a REST API's Lambda proxy
/// integration, and what the functions answer back into HTTP. Kinder than AWS in that no route
/// needs a key, and an unknown path is a 404 that names what routes there are. Stricter in that
/// requests from other sites' pages are refused.
public final class ApiGateway implements AutoCloseable {
  private static final String PREFLIGHT_HEADERS =
      "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,"
          + "X-Amzn-Trace-Id";

  private final Routes routes;
  private final Limits limits;
  private final FunctionCall functions;
  private final LoopbackServer server;

  /// How long a function may take, and how large a request's body and a function's event and answer
  /// may be, in bytes.
  public record Limits(Duration functionTime, int bodyBytes, int payloadBytes) {
    /// API Gateway's quotas for REST APIs, and Lambda's for a payload.
    public static final Limits AWS =
        new Limits(Duration.ofSeconds(29), 10 << 20, Invoker.PAYLOAD_LIMIT);
  }

  public ApiGateway(int port, Routes routes, Limits limits, Consumer<String> accessLog)
      throws IOException {
    this.routes = routes;
    this.limits = limits;
    this.functions = new FunctionCall(limits);
    this.server = LoopbackServer.start("gateway", port, this::answer, accessLog);
  }

  public URI url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
    functions.close();
  }

  private Answer answer(Request http) throws IOException {
    GatewayRequest request;
    try {
      request = GatewayRequest.of(http);
    } catch (IllegalArgumentException e) {
      return Answer.problem(Problem.badRequest("the URL: " + e.getMessage()));
    }
    return switch (routes.find(request.method(), request.path())) {
      case Routes.Found.Match match -> call(request, http.body(), match);
      case Routes.Found.Preflight(List<String> methods) -> preflight(methods);
      case Routes.Found.NoSuchPath(List<String> known) -> noSuchPath(known);
      case Routes.Found.NoSuchMethod(String template, List<String> allowed) ->
          noSuchMethod(request.method(), template, allowed);
    };
  }

  private static Answer noSuchPath(List<String> known) {
    return Answer.problem(
        Problem.notFound(Problem.NO_SUCH_ROUTE + "; there are " + String.join(", ", known)));
  }

  private static Answer noSuchMethod(String method, String template, List<String> allowed) {
    String methods = String.join(", ", allowed);
    return Answer.problem(
            Problem.methodNotAllowed(
                "%s does not take %s; it takes %s".formatted(template, method, methods)))
        .with("Allow", methods);
  }

  /// What the Serverless Framework has API Gateway answer for `cors: true`.
  private static Answer preflight(List<String> methods) {
    return new Answer(200, Map.of(), List.of())
        .with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Allow-Methods", String.join(",", methods))
        .with("Access-Control-Allow-Headers", PREFLIGHT_HEADERS);
  }

  private Answer call(GatewayRequest request, Request.Body content, Routes.Found.Match match)
      throws IOException {
    byte[] body = content.read(limits.bodyBytes() + 1);
    if (body.length > limits.bodyBytes()) {
      return Answer.problem(
          Problem.tooLarge("a request's body may have " + limits.bodyBytes() + " bytes"));
    }
    byte[] event = ProxyEvent.bytes(request, match.route().template(), match.parameters(), body);
    if (event.length > limits.payloadBytes()) {
      return Answer.problem(
          Problem.tooLarge(
              "a request may have %d bytes as a function's event; this has %d"
                  .formatted(limits.payloadBytes(), event.length)));
    }
    return functions.answer(match.function(), event);
  }
}
