package pagestream.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;

class ApiEventsTest {
  private static JsonNode json(String text) throws IOException {
    return Json.MAPPER.readTree(text);
  }

  @Test
  void aRequestIsKnownByItsMethod() throws IOException {
    assertThat(ApiEvents.isOne(json("{\"httpMethod\": \"GET\"}"))).isTrue();
    assertThat(ApiEvents.isOne(json("{\"httpMethod\": null}"))).isFalse();
    assertThat(ApiEvents.isOne(json("{\"source\": \"films\"}"))).isFalse();
  }

  @Test
  void allThatIsReadOfARequestIsThere() throws IOException {
    APIGatewayProxyRequestEvent request =
        ApiEvents.read(
            json(
                """
                {"httpMethod": "POST", "resource": "/errors/{id}", "path": "/errors/a%20b",
                 "pathParameters": {"id": "a%20b"}, "headers": {"Accept": "*/*"},
                 "multiValueQueryStringParameters": {"stage": ["writer", "scraper"], "run": [""]},
                 "requestContext": {"path": "/prod/errors/a%20b", "stage": "prod"},
                 "body": "e30=", "isBase64Encoded": true, "another": [1]}
                """));

    assertThat(request.getHttpMethod()).isEqualTo("POST");
    assertThat(request.getResource()).isEqualTo("/errors/{id}");
    assertThat(request.getPath()).isEqualTo("/errors/a%20b");
    assertThat(request.getPathParameters()).isEqualTo(Map.of("id", "a%20b"));
    assertThat(request.getMultiValueQueryStringParameters())
        .isEqualTo(Map.of("stage", List.of("writer", "scraper"), "run", List.of("")));
    assertThat(new ApiRequest(request).base()).isEqualTo("/prod");
    assertThat(new ApiRequest(request).body()).isEqualTo(json("{}"));
  }

  /// As API Gateway sends them.
  @Test
  void whatIsNullIsEmpty() throws IOException {
    APIGatewayProxyRequestEvent request =
        ApiEvents.read(
            json(
                """
                {"httpMethod": "GET", "resource": "/runs", "path": "/runs", "pathParameters": null,
                 "multiValueQueryStringParameters": null, "body": null, "isBase64Encoded": false}
                """));

    assertThat(new ApiRequest(request).parameters()).isEmpty();
    assertThat(new ApiRequest(request).base()).isEmpty();
    assertThat(request.getBody()).isNull();
  }

  @Test
  void anAnswerIsAsApiGatewayReadsIt() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();

    ApiEvents.write(
        new APIGatewayProxyResponseEvent()
            .withStatusCode(202)
            .withHeaders(Map.of("Location", "/runs/1"))
            .withBody("{\"run\": \"ü\"}"),
        answer);

    assertThat(json(answer.toString(UTF_8)))
        .isEqualTo(
            json(
                """
                {"statusCode": 202, "headers": {"Location": "/runs/1"},
                 "body": "{\\"run\\": \\"ü\\"}"}
                """));
  }
}
