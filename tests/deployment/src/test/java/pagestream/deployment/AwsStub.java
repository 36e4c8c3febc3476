package pagestream.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An account that answers what a test has told it, and remembers what it was asked.
///
/// A request is known by its operation, with the stack that it names, as in `DescribeStacks STACK`;
/// or by its method and path where AWS's API knows it by these.
final class AwsStub implements AutoCloseable {
  private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");
  private static final Pattern STACK = Pattern.compile("StackName=([\\w-]+)");

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final Map<String, Runnable> effects = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();

  AwsStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What a command needs to find it.
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", url(),
        "AWS_REGION", "eu-west-2",
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test");
  }

  /// What `scripts/deploy/account.mjs` prints in this account.
  Command.Result account(String... arguments) {
    List<String> line = new ArrayList<>(List.of("node", "scripts/deploy/account.mjs"));
    line.addAll(List.of(arguments));
    return new Command(line, environment()).run(Duration.ofMinutes(1));
  }

  /// Answers a request with each of the bodies in turn, and on with the last.
  AwsStub on(String request, String... bodies) {
    for (String body : bodies) {
      on(request, 200, body);
    }
    return this;
  }

  AwsStub on(String request, int status, String body) {
    answers.computeIfAbsent(request, ignored -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  /// Answers a request with this alone, whatever it was to be before.
  AwsStub answersAnew(String request, String body) {
    answers.remove(request);
    return on(request, body);
  }

  /// What a request changes of what others are answered.
  AwsStub after(String request, Runnable effect) {
    effects.put(request, effect);
    return this;
  }

  /// The requests, in their order.
  List<String> asked() {
    return asked;
  }

  /// What the last request of a kind carried.
  String body(String request) {
    return bodies.get(asked.lastIndexOf(request));
  }

  static String identity() {
    return """
    <GetCallerIdentityResponse><GetCallerIdentityResult>\
    <Arn>arn:aws:iam::123456789012:user/me</Arn><Account>123456789012</Account>\
    </GetCallerIdentityResult></GetCallerIdentityResponse>\
    """;
  }

  /// A stack as DescribeStacks answers it.
  ///
  /// @param more of its XML
  static String stack(String name, String status, String more) {
    return """
    <DescribeStacksResponse><DescribeStacksResult><Stacks><member>\
    <StackName>%s</StackName><StackStatus>%s</StackStatus>%s\
    </member></Stacks></DescribeStacksResult></DescribeStacksResponse>\
    """
        .formatted(name, status, more);
  }

  /// Outputs of a stack, by name.
  static String outputs(Map<String, String> values) {
    return values.entrySet().stream()
        .map(each ->
            "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
                .formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining("", "<Outputs>", "</Outputs>"));
  }

  /// The resources of a stack.
  static String stackResources(String... members) {
    return """
    <ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>\
    %s\
    </StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>\
    """
        .formatted(String.join("", members));
  }

  static String template(String json) {
    return """
    <GetTemplateResponse><GetTemplateResult><TemplateBody>%s</TemplateBody></GetTemplateResult>\
    </GetTemplateResponse>\
    """
        .formatted(json);
  }

  /// From now on, an account without the stack.
  AwsStub loses(String stack) {
    answers.remove("DescribeStacks " + stack);
    return without(stack);
  }

  /// An account without the stack.
  AwsStub without(String stack) {
    return on(
        "DescribeStacks " + stack,
        400,
        error("ValidationError", "Stack with id " + stack + " does not exist"));
  }

  static String error(String code, String message) {
    return "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
        .formatted(code, message);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String request = request(exchange, body);
    asked.add(request);
    bodies.add(body);
    effects.getOrDefault(request, () -> {}).run();
    Deque<Answer> left =
        answers.getOrDefault(request, new ArrayDeque<>(List.of(new Answer(500, "no " + request))));
    Answer next = left.size() > 1 ? left.remove() : left.getFirst();
    byte[] bytes = next.body().getBytes(UTF_8);
    if (next.body().startsWith("{\"__type\"")) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", next.body().split("\"")[3]);
    }
    exchange.sendResponseHeaders(next.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String request(HttpExchange exchange, String body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    Matcher action = ACTION.matcher(body);
    if (target != null) {
      return target.substring(target.indexOf('.') + 1);
    }
    if (!action.find()) {
      return exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    }
    Matcher stack = STACK.matcher(body);
    return action.group(1) + (stack.find() ? " " + stack.group(1) : "");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
