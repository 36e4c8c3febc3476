package pagestream.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.encoding.Json;

/// What a client sees that is malformed, slow or gone, byte by byte.
class LoopbackServerIT {
  private static final LoopbackServer.Patience SHORT =
      new LoopbackServer.Patience(
          Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofMillis(1_500));

  private final BlockingQueue<String> accessLog = new LinkedBlockingQueue<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private LoopbackServer server;

  @BeforeEach
  void start() throws IOException {
    server = start(LoopbackServer.Patience.USUAL);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private LoopbackServer start(LoopbackServer.Patience patience) throws IOException {
    return LoopbackServer.start("test", 0, patience, this::echo, accessLog::add);
  }

  private Answer echo(Request request) throws IOException {
    begun.add(request.path());
    return switch (request.path()) {
      case "/unread" -> Answer.text(404, "unread");
      case "/slow" -> wait(SHORT.silence().multipliedBy(2));
      case "/never" -> wait(Duration.ofMinutes(1));
      case "/fault" -> throw new IllegalStateException("secret");
      default ->
          Answer.text(
              200,
              "%s %s?%s %s"
                  .formatted(
                      request.method(),
                      request.path(),
                      request.query(),
                      new String(request.body().read(1_000), UTF_8)));
    };
  }

  private Answer wait(Duration time) throws IOException {
    try {
      return Answer.text(200, never.await(time.toMillis(), TimeUnit.MILLISECONDS) ? "" : "slow");
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private Socket connect(LoopbackServer to) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.url().getPort());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  /// Until the server closes, which it must do in time.
  private static String received(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = connect(server)) {
      send(socket, request);
      socket.shutdownOutput();
      return received(socket);
    }
  }

  private static void assertProblem(String answer, int status, String detail) throws IOException {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Content-Type: application/problem+json\r\n")
        .doesNotContain("Exception", "jetty", "Jetty", "java.", "\tat ", "Server:", "<html>");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(Json.MAPPER.readTree(body).path("status").intValue()).isEqualTo(status);
    assertThat(Json.MAPPER.readTree(body).path("detail").textValue()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "GET /movies/%zz HTTP/1.1 ~ 400 ~ two hexadecimal digits after each %",
        "GET /%00 HTTP/1.1 ~ 400 ~ METHOD /path HTTP/1.1",
        "GET /../secret HTTP/1.1 ~ 400 ~ no .. above its root",
        "GET /a b HTTP/1.1 ~ 400 ~ expected a request as RFC 9112 has it",
        "GET /a#b HTTP/1.1 ~ 400 ~ Fragment",
        "GET movies HTTP/1.1 ~ 400 ~ METHOD /path HTTP/1.1",
        "GET * HTTP/1.1 ~ 400 ~ Bad URI path",
        "GET foo:bar HTTP/1.1 ~ 400 ~ METHOD /path HTTP/1.1",
        "GET http://me@x/ HTTP/1.1 ~ 400 ~ User Info",
        "nonsense ~ 400 ~ No URI",
        "GET  HTTP/1.1 ~ 505 ~ expected it to end in HTTP/1.1",
        "GET / ~ 505 ~ expected it to end in HTTP/1.1",
        "GET / HTTP/3.0 ~ 505 ~ expected it to end in HTTP/1.1",
        "PRI * HTTP/2.0 ~ 426 ~ expected HTTP/1.1"
      })
  void aMalformedRequestLineIsAProblem(String line, int status, String detail) throws Exception {
    assertProblem(exchange(line + "\r\nHost: localhost\r\n\r\n"), status, detail);
    assertThat(accessLog.poll(5, TimeUnit.SECONDS))
        .startsWith("refused " + status + " ")
        .contains(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "A: 1 ~ 400 ~ No Host",
        "Host: a b ~ 400 ~ expected a request as RFC 9112 has it",
        "Host: ~ 400 ~ Blank Host",
        "Host: localhost;Host: y ~ 400 ~ Duplicate Host",
        "Host: localhost;no colon ~ 400 ~ expected a request as RFC 9112 has it",
        "Host: localhost;Content-Length: -1 ~ 400 ~ Invalid Content-Length",
        "Host: localhost;Content-Length: 1;Content-Length: 2 ~ 400 ~ Multiple Content-Lengths",
        "Host: localhost;Content-Length: 1;Transfer-Encoding: chunked ~ 400 ~ Content-Length",
        "Host: localhost;Transfer-Encoding: gzip ~ 400 ~ Transfer-Encoding",
        "Host: localhost;Expect: miracles ~ 417 ~ expected 100-continue"
      })
  void aMalformedHeaderIsAProblem(String headers, int status, String detail) throws IOException {
    String lines = headers.replace(";", "\r\n");

    assertProblem(exchange("POST / HTTP/1.1\r\n" + lines + "\r\n\r\n"), status, detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost:8080", "127.0.0.1:1", "[::1]:8080"})
  void theNamesOfTheLoopbackAddressAreAnswered(String host) throws IOException {
    assertThat(exchange("GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({
    "/a, rebound.example",
    "/a, localhost.rebound.example",
    "/a, 127.0.0.1.rebound.example:8080",
    "/a, localhost.",
    "/a, 0.0.0.0",
    "/a, 127.1",
    "http://rebound.example/a, rebound.example"
  })
  void aNameThatOnlyLeadsHereIsRefused(String target, String host) throws Exception {
    String answer = exchange("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

    assertProblem(answer, 421, "expected localhost, 127.0.0.1 or [::1]");
    assertThat(answer).doesNotContain("GET /a?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://elsewhere.example",
        "Origin: http://localhost.elsewhere.example:8080",
        "Origin: http://127.0.0.1@elsewhere.example",
        "Origin: null",
        "Origin: ",
        "Origin: no address",
        "Origin: http://localhost, https://elsewhere.example",
        "Origin: http://localhost\r\nOrigin: https://elsewhere.example",
        "Origin: https://elsewhere.example\r\nSec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: cross-site",
        "sec-fetch-site: Cross-Site"
      })
  void anotherSitesPageIsRefusedAndReadsNothing(String header) throws Exception {
    for (String method : List.of("GET", "POST", "OPTIONS")) {
      String answer =
          exchange(method + " /a HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");

      assertProblem(answer, 403, "found another site's page");
      assertThat(answer).doesNotContain(method + " /a?").doesNotContain("Access-Control");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://localhost:3000",
        "Origin: http://127.0.0.1:8080",
        "Origin: http://[::1]",
        "Origin: http://localhost:3000\r\nSec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none"
      })
  void aPageOfThisMachineIsAnswered(String header) throws IOException {
    assertThat(exchange("GET /a HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({"'GET /%s HTTP/1.1', 414", "'GET / HTTP/1.1\r\nA: %s', 431"})
  void aHeadThatIsTooLargeIsAProblem(String form, int status) throws IOException {
    String head = form.formatted("x".repeat(100_000));

    assertProblem(
        exchange(head + "\r\nHost: localhost\r\n\r\n"), status, "expected at most 65536 bytes");
  }

  @ParameterizedTest
  @CsvSource({"Transfer-Encoding: chunked, zz", "Content-Length: 100, short"})
  void aMalformedBodyIsAProblem(String header, String body) throws IOException {
    String head = "POST / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n";

    assertProblem(
        exchange(head + body + "\r\n\r\n"),
        400,
        "the body: expected as many bytes as Content-Length says, or chunks");
  }

  @Test
  void aFaultOfTheHandlerIsToldToTheLogAlone() throws Exception {
    String answer = exchange("GET /fault HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertProblem(answer, 500, "Internal server error");
    assertThat(answer).doesNotContain("secret");
    assertThat(accessLog.poll(5, TimeUnit.SECONDS))
        .matches("GET /fault 500 \\d+ ms \\(java.lang.IllegalStateException: secret\\)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//a",
        "/a//b/",
        "/a/../b",
        "/a/%2e%2E/b",
        "/a;x=1",
        "/a%2Fb",
        "/a%5Cb",
        "/%u0041",
        "/%FF",
        "/a<b>",
        "/Jüri"
      })
  void aPathReachesTheHandlerAsSent(String path) throws IOException {
    assertThat(exchange("GET " + path + "?a=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .contains("GET " + path + "?a=%zz ");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET http://localhost/a?b HTTP/1.1\r\nHost: localhost\r\n\r\n', GET /a?b",
    "'GET /a HTTP/1.0\r\n\r\n', GET /a?",
    "'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', OPTIONS *?",
    "'get /a HTTP/1.1\r\nHost: localhost\r\n\r\n', get /a?",
    "'\r\nGET /a HTTP/1.1\r\nHost: localhost\r\n\r\n', GET /a?"
  })
  void whatIsUnusualAndRightIsTaken(String request, String seen) throws IOException {
    assertThat(exchange(request)).startsWith("HTTP/1.1 200 ").contains(seen);
  }

  @Test
  void aBodyMayComeInChunks() throws IOException {
    assertThat(
            exchange(
                "POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
        .contains("POST /a? abcde");
  }

  @Test
  void aClientThatIsRefusedReadsItsAnswerAndMayAskAgain() throws IOException {
    int length = 20 << 20;
    try (Socket socket = connect(server)) {
      send(
          socket,
          "POST /unread HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n");
      socket.getOutputStream().write(new byte[length]);
      send(socket, "GET /again HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(received(socket)).startsWith("HTTP/1.1 404 ").contains("unread", "GET /again?");
    }
  }

  @Test
  void aClientThatAsksWhetherToSendIsRefusedWithoutItsBody() throws IOException {
    try (Socket socket = connect(server)) {
      send(
          socket,
          "POST /unread HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");

      assertThat(received(socket)).startsWith("HTTP/1.1 404 ").doesNotContain("100 Continue");
    }
  }

  @Test
  @Timeout(10)
  void aHeadThatNeverEndsIsClosed() throws Exception {
    try (LoopbackServer impatient = start(SHORT);
        Socket socket = connect(impatient)) {
      send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /next HTTP/1.1\r\n");

      assertThat(drip(socket)).startsWith("HTTP/1.1 200 ").doesNotContain("/next");
    }
  }

  /// Sends a letter now and then until the server closes; what it has sent by then.
  private static String drip(Socket socket) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    socket.setSoTimeout(50);
    while (true) {
      try {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return received.toString(UTF_8);
        }
        received.write(next);
      } catch (SocketTimeoutException e) {
        send(socket, "x");
      } catch (SocketException e) {
        return received.toString(UTF_8);
      }
    }
  }

  @Test
  void aBodyThatStopsIsAProblem() throws IOException {
    try (LoopbackServer impatient = start(SHORT);
        Socket socket = connect(impatient)) {
      send(socket, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc");

      assertProblem(received(socket), 408, "the body: expected all of it without a pause");
    }
  }

  @Test
  @Timeout(10)
  void aBodyThatNeverEndsIsClosed() throws Exception {
    try (LoopbackServer impatient = start(SHORT);
        Socket socket = connect(impatient)) {
      send(socket, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n");

      assertThat(drip(socket)).isEmpty();
    }
  }

  @Test
  void aClientThatWaitsForItsAnswerIsNotTooSlow() throws IOException {
    try (LoopbackServer impatient = start(SHORT);
        Socket socket = connect(impatient)) {
      send(socket, "GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(received(socket)).startsWith("HTTP/1.1 200 ").contains("slow");
    }
  }

  @Test
  void closesAtOnceWhateverIsGoingOn() throws Exception {
    try (Socket socket = connect(server)) {
      send(socket, "GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(begun.poll(5, TimeUnit.SECONDS)).isEqualTo("/never");
      long start = System.nanoTime();

      server.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(received(socket)).isEmpty();
    }
  }

  @Test
  void aClientThatOnlyWaitsIsClosed() throws IOException {
    try (LoopbackServer impatient = start(SHORT);
        Socket socket = connect(impatient)) {
      assertThat(received(socket)).isEmpty();
    }
  }
}
