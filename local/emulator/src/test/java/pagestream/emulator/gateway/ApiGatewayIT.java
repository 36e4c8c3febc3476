package pagestream.emulator.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.emulator.lambda.InvocationResult;
import pagestream.encoding.Json;
import pagestream.problem.Problem;

class ApiGatewayIT {
  private static final ApiGateway.Limits SMALL =
      new ApiGateway.Limits(Duration.ofMillis(300), 4_000, 3_000);

  private final BlockingQueue<String> accessLog = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private volatile InvocationResult result = success("{\"statusCode\": 202, \"body\": \"Jüri\"}");
  private ApiGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new ApiGateway(0, routes(), SMALL, accessLog::add);
  }

  @AfterEach
  void stop() {
    gateway.close();
    client.close();
  }

  private Routes routes() {
    Routes routes = new Routes();
    routes.add(new Route("GET", "/movies", true), this::record);
    routes.add(new Route("GET", "/movies/{id}", true), this::record);
    routes.add(new Route("GET", "/scrap_movies", true), this::record);
    routes.add(new Route("POST", "/scrap_movies", true), this::record);
    routes.add(new Route("POST", "/errors/{id}/redrive", false), this::record);
    routes.add(new Route("GET", "/slow", false), this::neverAnswers);
    routes.add(
        new Route("GET", "/throws", false),
        _ -> {
          throw new IllegalStateException("secret");
        });
    return routes;
  }

  private InvocationResult record(byte[] event) {
    try {
      events.add(Json.MAPPER.readTree(event));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return result;
  }

  private InvocationResult neverAnswers(byte[] event) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return result;
  }

  private static InvocationResult success(String json) {
    return new InvocationResult.Success(json.getBytes(UTF_8));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.url() + path)).timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  private JsonNode event() throws InterruptedException {
    return events.poll(5, TimeUnit.SECONDS);
  }

  private String accessLine() throws InterruptedException {
    return accessLog.poll(5, TimeUnit.SECONDS);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    assertThat(problem.path("type").textValue()).isEqualTo("about:blank");
    assertThat(problem.path("title").textValue()).isNotEmpty();
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.path("detail").textValue()).contains(detail);
  }

  @Test
  void answersWhatTheFunctionAnswers() throws Exception {
    result =
        success(
            """
            {"statusCode": 201, "headers": {"Location": "/runs/1"},
             "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]}, "body": "Jüri"}
            """);

    HttpResponse<String> answer = send("POST", "/scrap_movies");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Location")).hasValue("/runs/1");
    assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body()).isEqualTo("Jüri");
  }

  @Test
  void handsTheFunctionTheRequestAsAnEvent() throws Exception {
    send(
        request("/scrap_movies?a=1&a=2")
            .header("x-api-key", "k")
            .header("X-Twice", "1")
            .header("X-Twice", "2")
            .POST(BodyPublishers.ofString("Jüri")));

    JsonNode event = event();
    assertThat(event.path("httpMethod").textValue()).isEqualTo("POST");
    assertThat(event.path("path").textValue()).isEqualTo("/scrap_movies");
    assertThat(event.at("/queryStringParameters/a").textValue()).isEqualTo("2");
    assertThat(event.at("/multiValueQueryStringParameters/a")).hasSize(2);
    assertThat(event.at("/headers/X-Api-Key").textValue()).isEqualTo("k");
    assertThat(event.at("/headers/X-Forwarded-For").textValue()).isEqualTo("127.0.0.1");
    assertThat(event.at("/multiValueHeaders/X-Twice")).hasSize(2);
    assertThat(event.at("/requestContext/identity/sourceIp").textValue()).isEqualTo("127.0.0.1");
    assertThat(event.path("body").textValue()).isEqualTo("Jüri");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tt9000001", "J%C3%BCri", "a%2Fb", "a+b%2B", "%25", "a%20b", "%3Fq%23"})
  void aPathParameterArrivesAsSent(String raw) throws Exception {
    assertThat(send("GET", "/movies/" + raw).statusCode()).isEqualTo(202);

    JsonNode event = event();
    assertThat(event.at("/pathParameters/id").textValue()).isEqualTo(raw);
    assertThat(event.path("path").textValue()).isEqualTo("/movies/" + raw);
    assertThat(event.path("resource").textValue()).isEqualTo("/movies/{id}");
  }

  @Test
  void aLetterThatIsNotEncodedArrivesAsSent() throws Exception {
    assertThat(exchange("GET /movies/Jüri HTTP/1.1\r\nHost: localhost\r\n\r\n", UTF_8))
        .startsWith("HTTP/1.1 202 ");

    assertThat(event().at("/pathParameters/id").textValue()).isEqualTo("Jüri");
  }

  @ParameterizedTest
  @CsvSource({
    "/movies/%FF, percent-encoded UTF-8",
    "/movies?q=%C3, percent-encoded UTF-8",
    "/movies?q=Jüri, percent-encoded UTF-8",
    "/movies/%C0%AF, percent-encoded UTF-8",
    "/movies?limit=%E0%A4%A, two hexadecimal digits after each %",
    "/movies?q=100%, two hexadecimal digits after each %",
    "/movies/<x>, %3C in the place of <",
    "/movies?q={x}, %7B in the place of {"
  })
  void aMalformedUrlIsABadRequestThatSaysWhatWasExpected(String target, String expected)
      throws Exception {
    String answer = exchange("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n", ISO_8859_1);

    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("Content-Type: application/problem+json", "the URL: expected " + expected);
    assertThat(events).isEmpty();
  }

  @Test
  void anEmptySegmentIsNoPathOfARoute() throws Exception {
    assertThat(exchange("GET //movies HTTP/1.1\r\nHost: localhost\r\n\r\n", UTF_8))
        .startsWith("HTTP/1.1 404 ")
        .contains(Problem.NO_SUCH_ROUTE);
  }

  /// Raw, as an HTTP client would not send it; then the client closes its side.
  private String exchange(String request, Charset charset) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.url().getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(charset));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void anUnknownPathIsToldWhatRoutesThereAre() throws Exception {
    assertProblem(send("GET", "/nothing"), 404, "GET /movies/{id}");
  }

  @Test
  void anotherMethodIsToldWhichThereAre() throws Exception {
    HttpResponse<String> answer = send("POST", "/movies/1");

    assertProblem(answer, 405, "/movies/{id} does not take POST; it takes GET, OPTIONS");
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, OPTIONS");
  }

  @Test
  void headIsNotDeclaredAndInvokesNothing() throws Exception {
    HttpResponse<String> answer = send("HEAD", "/scrap_movies");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, OPTIONS, POST");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).isEmpty();
    assertThat(events).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/movies/1, 'OPTIONS,GET'", "/scrap_movies, 'OPTIONS,GET,POST'"})
  void optionsAnswersABrowsersPreflight(String path, String methods) throws Exception {
    HttpResponse<String> answer = send("OPTIONS", path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).hasValue(methods);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValue(
            "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,"
                + "X-Amz-User-Agent,X-Amzn-Trace-Id");
    assertThat(events).isEmpty();
  }

  @Test
  void optionsIsRefusedWhereNoPreflightIsDeclared() throws Exception {
    HttpResponse<String> answer = send("OPTIONS", "/errors/1/redrive");

    assertProblem(answer, 405, "/errors/{id}/redrive does not take OPTIONS; it takes POST");
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "{\"secret\": 1}", "{\"statusCode\": 200, \"headers\": 7}"})
  void aMalformedAnswerIsABadGatewayAndToldToTheLogAlone(String payload) throws Exception {
    result = success(payload);

    HttpResponse<String> answer = send("GET", "/movies");

    assertProblem(answer, 502, "Internal server error");
    assertThat(answer.body()).doesNotContain("secret");
    assertThat(accessLine()).contains("GET /movies 502 ", "(the function's answer: expected");
  }

  @Test
  void aFunctionsErrorIsABadGatewayAndToldToTheLogAlone() throws Exception {
    result = new InvocationResult.FunctionError("java.lang.Error", "secret\nline", new byte[0]);

    HttpResponse<String> answer = send("GET", "/movies");

    assertProblem(answer, 502, "Internal server error");
    assertThat(answer.body()).doesNotContain("secret");
    assertThat(accessLine()).endsWith("(the function failed: java.lang.Error: secret\\u000Aline)");
  }

  @Test
  void aFunctionThatCannotBeInvokedIsABadGateway() throws Exception {
    HttpResponse<String> answer = send("GET", "/throws");

    assertProblem(answer, 502, "Internal server error");
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void aFunctionThatTakesTooLongIsAGatewayTimeout() throws Exception {
    assertProblem(send("GET", "/slow"), 504, "Endpoint request timed out");
    assertThat(accessLine()).endsWith("(the function took longer than PT0.3S)");
  }

  @Test
  void anAnswerOverTheLimitIsABadGateway() throws Exception {
    result = success("{\"statusCode\": 200, \"body\": \"" + "x".repeat(3_000) + "\"}");

    assertProblem(send("GET", "/movies"), 502, "Internal server error");
  }

  @Test
  void aBodyOverTheLimitIsRefusedAndTheClientHearsIt() throws Exception {
    byte[] body = new byte[20 << 20];

    assertProblem(
        send(request("/scrap_movies").POST(BodyPublishers.ofByteArray(body))), 413, "4000 bytes");
    assertThat(events).isEmpty();
  }

  @Test
  void anEventThatEncodingMakesTooLargeIsRefused() throws Exception {
    byte[] body = new byte[2_500];
    body[0] = (byte) 0xff;

    assertProblem(
        send(request("/scrap_movies").POST(BodyPublishers.ofByteArray(body))),
        413,
        "a request may have 3000 bytes as a function's event; this has ");
  }

  @Test
  void itsLimitsAreThoseOfAws() {
    assertThat(ApiGateway.Limits.AWS)
        .isEqualTo(new ApiGateway.Limits(Duration.ofSeconds(29), 10_485_760, 6_291_456));
  }

  @Test
  void logsOneLineForEachRequest() throws Exception {
    send("POST", "/scrap_movies?a=1");

    assertThat(accessLine()).matches("POST /scrap_movies 202 \\d+ ms");
    assertThat(accessLog).isEmpty();
  }

  @Test
  void listensOnTheLoopbackAddressAlone() {
    assertThat(gateway.url()).hasScheme("http").hasHost("127.0.0.1");
  }
}
