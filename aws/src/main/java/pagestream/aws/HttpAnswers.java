package pagestream.aws;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pagestream.encoding.Json;
import pagestream.encoding.Utf8;
import pagestream.pipeline.Rejection;
import pagestream.problem.Problem;

/// Answers of the HTTP API, in API Gateway's form.
public final class HttpAnswers {
  /// What an answer may have of items or of a payload, as [#size] counts: Lambda answers with at
  /// most 6 MB, and room is left for what is around them.
  public static final int MAX_BYTES = 5 << 20;

  private HttpAnswers() {}

  /// How many bytes of Lambda's answer a part of the body takes: the body is JSON that travels as a
  /// text in JSON.
  public static int size(Object part) {
    return Utf8.length(text(text(part)));
  }

  private static String text(Object json) {
    try {
      return Json.MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static APIGatewayProxyResponseEvent json(int status, JsonNode body) {
    return answer(status, "application/json; charset=utf-8", body);
  }

  /// The answer to what has begun a run, to which `links.run` leads.
  public static APIGatewayProxyResponseEvent accepted(JsonNode body) {
    return withHeader(json(202, body), "Location", body.at("/links/run").asText());
  }

  /// An error as RFC 9457 has it.
  public static APIGatewayProxyResponseEvent problem(Problem problem) {
    return answer(problem.status(), Problem.MEDIA_TYPE, problem.json());
  }

  /// Why something could not go on, and the id of the failure that was kept, if any.
  public static APIGatewayProxyResponseEvent rejected(
      int status, Rejection why, Optional<String> error) {
    String type = "urn:pagestream:reason:" + why.reason().name();
    return problem(new Problem(type, why.reason().title(), status, why.message(), error));
  }

  /// A fault outside that may pass; nothing internal is told.
  public static APIGatewayProxyResponseEvent unavailable() {
    return problem(Problem.unavailable("A table or stream did not answer. Try again shortly."));
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
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(status)
        .withHeaders(Map.of("Content-Type", contentType, "Access-Control-Allow-Origin", "*"))
        .withBody(text(body));
  }
}
