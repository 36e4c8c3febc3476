package pagestream.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pagestream.encoding.Json;

@Timeout(60)
class LambdaApiIT {
  private static final String ID = LambdaApi.ROOT + "one";
  private static final String INVOCATIONS = ID + "/invocations";

  @TempDir private Path logs;
  private final HttpClient client = HttpClient.newHttpClient();
  private LambdaApi api;

  @BeforeEach
  void start() throws IOException {
    api = new LambdaApi(logs);
  }

  @AfterEach
  void stop() {
    api.close();
    client.close();
  }

  private static String definition(String handler, int seconds) throws IOException {
    FunctionSettings settings = FunctionFixture.settings(handler, 256, seconds, 1);
    return Json.MAPPER
        .createObjectNode()
        .put("name", settings.name())
        .put("handler", settings.handler())
        .put("memorySize", settings.memoryMegabytes())
        .put("timeout", seconds)
        .putPOJO("classpath", settings.classpath().stream().map(Path::toString).toList())
        .putPOJO("environment", settings.environment())
        .toString();
  }

  private HttpResponse<String> send(URI server, String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(api.url(), method, path, body);
  }

  private static String tail(HttpResponse<String> answer) {
    String encoded = answer.headers().firstValue("X-Amz-Log-Result").orElseThrow();
    return new String(Base64.getDecoder().decode(encoded), UTF_8);
  }

  @Test
  void aFunctionThatIsCreatedAnswers() throws Exception {
    assertThat(send("PUT", ID, definition("Act", 10)).statusCode()).isEqualTo(201);

    HttpResponse<String> answer = send("POST", INVOCATIONS, "\"grün\"");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("\"grün\"");
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isEmpty();
  }

  @Test
  void aFunctionsErrorIsTold() throws Exception {
    send("PUT", ID, definition("Act", 10));

    HttpResponse<String> answer = send("POST", INVOCATIONS, "\"exit\"");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).hasValue("Unhandled");
    assertThat(Json.MAPPER.readTree(answer.body()).path("errorType").asText())
        .isEqualTo("Runtime.ExitError");
  }

  @Test
  void whatAFunctionPrintsIsInItsFileAndWithTheAnswer() throws Exception {
    send("PUT", ID, definition("Act", 1));

    HttpResponse<String> answer = send("POST", INVOCATIONS, "\"hang\"");

    assertThat(answer.body()).contains("Sandbox.Timedout", "Task timed out after 1.00 seconds");
    assertThat(tail(answer)).matches("hanging \\d+\n");
    assertThat(Files.readString(logs.resolve("fn.log"))).isEqualTo(tail(answer));
  }

  @Test
  void anAnswerComesHoweverMuchTheFunctionPrints() throws Exception {
    send("PUT", ID, definition("Act", 10));

    HttpResponse<String> answer = send("POST", INVOCATIONS, "\"chat\"");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("\"said\"");
  }

  @Test
  void aFunctionThatCannotStartIsRefused() throws Exception {
    HttpResponse<String> answer = send("PUT", ID, definition("FailsToInitialise", 10));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("no table configured");
    assertThat(send("POST", INVOCATIONS, "1").statusCode()).isEqualTo(404);
  }

  @Test
  void aDefinitionThatIsNoneIsRefused() throws Exception {
    assertThat(send("PUT", ID, "{}").statusCode()).isEqualTo(400);
    String endless = definition("Act", 10).replace("\"timeout\":10", "\"timeout\":901");
    assertThat(send("PUT", ID, endless).body())
        .contains(
            "the time limit of a function: expected more than nothing and at most 15 minutes");
    assertThat(send("PUT", ID, definition("Act", 10).replace("AWS_REGION", "REGION")).body())
        .contains("the environment of a function: expected AWS_REGION");
  }

  @Test
  void aFunctionThatIsDeletedEnds() throws Exception {
    send("PUT", ID, definition("Act", 10));
    long pid = Json.MAPPER.readTree(send("POST", INVOCATIONS, "\"pid\"").body()).asLong();

    assertThat(send("DELETE", ID, "").statusCode()).isEqualTo(204);

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(send("POST", INVOCATIONS, "1").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", ID, "").statusCode()).isEqualTo(204);
  }

  @Test
  void otherRequestsAreRefused() throws Exception {
    assertThat(send("GET", ID, "").statusCode()).isEqualTo(405);
    assertThat(send("PUT", INVOCATIONS, "").statusCode()).isEqualTo(405);
    assertThat(send("POST", "/2015-03-31/layers", "").statusCode()).isEqualTo(404);
  }

  @Test
  void theProcessEndsWithItsInputAndItsFunctionsEndToo() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LambdaMain.class.getName(),
                logs.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      URI server = URI.create(output.readLine());
      send(server, "PUT", ID, definition("Act", 10));
      ProcessHandle function = process.descendants().findAny().orElseThrow();

      process.getOutputStream().close();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(function.isAlive()).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }
}
