package pagestream.emulator.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.http.Answer;

class ProxyAnswerTest {
  private static Answer read(String json) throws ProxyAnswer.MalformedException {
    return ProxyAnswer.read(json.getBytes(UTF_8));
  }

  private static String body(Answer answer) {
    return new String(answer.body().getFirst(), UTF_8);
  }

  @Test
  void readsWhatAwssOwnCodeWrites() throws ProxyAnswer.MalformedException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    LambdaEventSerializers.serializerFor(
            APIGatewayProxyResponseEvent.class, ProxyAnswerTest.class.getClassLoader())
        .toJson(
            new APIGatewayProxyResponseEvent()
                .withStatusCode(202)
                .withHeaders(Map.of("Location", "/runs/1"))
                .withBody("{\"title\": \"Jüri\"}"),
            json);

    Answer answer = ProxyAnswer.read(json.toByteArray());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers()).containsEntry("Location", List.of("/runs/1"));
    assertThat(body(answer)).isEqualTo("{\"title\": \"Jüri\"}");
  }

  @Test
  void mergesBothKindsOfHeaders() throws ProxyAnswer.MalformedException {
    Answer answer =
        read(
            """
            {"statusCode": 200,
             "headers": {"X-One": "1", "x-both": "c", "X-Same": "s"},
             "multiValueHeaders": {"X-Both": ["a", "b"], "X-Same": ["s"]}}
            """);

    assertThat(answer.headers())
        .containsEntry("X-One", List.of("1"))
        .containsEntry("X-Both", List.of("a", "b", "c"))
        .containsEntry("X-Same", List.of("s"));
  }

  @Test
  void isJsonUnlessItSaysOtherwise() throws ProxyAnswer.MalformedException {
    assertThat(read("{\"statusCode\": 200}").headers())
        .containsEntry("Content-Type", List.of("application/json"));
    assertThat(read("{\"statusCode\": 200, \"headers\": {\"content-type\": \"a/b\"}}").headers())
        .containsEntry("content-type", List.of("a/b"))
        .hasSize(1);
  }

  @Test
  void aBodyInBase64IsDecoded() throws ProxyAnswer.MalformedException {
    assertThat(
            body(read("{\"statusCode\": 200, \"isBase64Encoded\": true, \"body\": \"SsO8cmk=\"}")))
        .isEqualTo("Jüri");
  }

  @Test
  void dropsHeadersThatWouldContradictTheBytesSent() throws ProxyAnswer.MalformedException {
    assertThat(read("{\"statusCode\": 200, \"headers\": {\"content-length\": \"9\"}}").headers())
        .doesNotContainKey("Content-Length");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no JSON | a JSON object",
        "'' | a JSON object",
        "[] | a JSON object",
        "{} | statusCode",
        "{\"statusCode\": \"200\"} | statusCode",
        "{\"statusCode\": 100} | statusCode",
        "{\"statusCode\": 200.5} | statusCode",
        "{\"statusCode\": 200, \"headers\": []} | headers",
        "{\"statusCode\": 200, \"headers\": {\"a\": 1}} | header \"a\"",
        "{\"statusCode\": 200, \"headers\": {\"a\": \"x\\r\\ny: z\"}} | header \"a\"",
        "{\"statusCode\": 200, \"headers\": {\"a b\": \"c\"}} | header names",
        "{\"statusCode\": 200, \"multiValueHeaders\": {\"a\": \"b\"}} | multiValueHeaders",
        "{\"statusCode\": 200, \"body\": {}} | body",
        "{\"statusCode\": 200, \"isBase64Encoded\": \"yes\"} | isBase64Encoded",
        "{\"statusCode\": 200, \"isBase64Encoded\": true, \"body\": \"?\"} | base64"
      })
  void refusesWhatIsMalformedAndSaysWhatWasExpected(String json, String expected) {
    assertThatExceptionOfType(ProxyAnswer.MalformedException.class)
        .isThrownBy(() -> read(json))
        .withMessageStartingWith("the function's answer: expected")
        .withMessageContaining(expected);
  }
}
