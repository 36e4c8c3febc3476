package pagestream.aws;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import pagestream.pipeline.Json;

/// Answers of the HTTP API, in API Gateway's form.
public final class HttpAnswers {
  private HttpAnswers() {}

  public static APIGatewayProxyResponseEvent json(int status, JsonNode body) {
    return answer(status, "application/json; charset=utf-8", body);
  }

  /// An error as RFC 9457 has it.
  public static APIGatewayProxyResponseEvent problem(Problem problem) {
    return answer(problem.status(), "application/problem+json", problem.json());
  }

  /// The answer with a header more.
  public static APIGatewayProxyResponseEvent withHeader(
      APIGatewayProxyResponseEvent answer, String name, String value) {
    Map<String, String> headers = new HashMap<>(answer.getHeaders());
    headers.put(name, value);
    return answer.withHeaders(headers);
  }

  private static APIGatewayProxyResponseEvent answer(
      int status, String contentType, JsonNode body) {
    try {
      return new APIGatewayProxyResponseEvent()
          .withStatusCode(status)
          .withHeaders(Map.of("Content-Type", contentType, "Access-Control-Allow-Origin", "*"))
          .withBody(Json.MAPPER.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
