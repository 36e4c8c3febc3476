package pagestream.aws;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import pagestream.encoding.Json;

/// A request of the HTTP API, read from API Gateway's event.
public record ApiRequest(APIGatewayProxyRequestEvent event) {

  /// Where the API's own paths begin in its URLs: `/prod` at API Gateway, a base path at a domain
  /// of one's own, or empty where the event does not tell.
  public String base() {
    return ApiBase.of(event);
  }

  public Map<String, List<String>> parameters() {
    return Optional.ofNullable(event.getMultiValueQueryStringParameters()).orElse(Map.of());
  }

  /// Refuses query parameters where none has a meaning.
  ///
  /// @param why that is so
  public void refuseParameters(String why) {
    if (!parameters().isEmpty()) {
      throw new BadRequestException(
          "expected no query parameters, found %s; %s".formatted(parameters().keySet(), why));
    }
  }

  /// A part of the path. API Gateway hands it on as it stands there, percent-encoded.
  public String part(String name) {
    String raw =
        Objects.requireNonNull(event.getPathParameters().get(name), "path parameter " + name);
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(
          name + ": expected a percent-encoded text, found \"" + raw + "\"", e);
    }
  }

  /// The body, an object of JSON.
  public JsonNode body() {
    try {
      JsonNode body = Json.MAPPER.readTree(text());
      if (body.isObject()) {
        return body;
      }
    } catch (IOException | IllegalArgumentException e) {
      // said below
    }
    throw new BadRequestException("the body: expected an object of JSON, found something else");
  }

  private byte[] text() {
    String body = Optional.ofNullable(event.getBody()).orElse("");
    return Boolean.TRUE.equals(event.getIsBase64Encoded())
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }
}
