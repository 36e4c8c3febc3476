package pagestream.aws;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pagestream.encoding.Json;

/// API Gateway's events from JSON, and answers to JSON
/// ([AWS](https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html)).
/// Field by field: finding out what fields a class has takes a first call a tenth of a second.
public final class ApiEvents {
  private ApiEvents() {}

  /// Whether Lambda's event is a request over HTTP, for a handler that is called by other events
  /// too.
  public static boolean isOne(JsonNode event) {
    return event.hasNonNull("httpMethod");
  }

  /// What is asked for, without what nobody here reads.
  public static APIGatewayProxyRequestEvent read(JsonNode event) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod(text(event.path("httpMethod")))
        .withResource(text(event.path("resource")))
        .withPath(text(event.path("path")))
        .withPathParameters(map(event.path("pathParameters"), JsonNode::asText))
        .withMultiValueQueryStringParameters(
            map(event.path("multiValueQueryStringParameters"), ApiEvents::texts))
        .withRequestContext(
            new ProxyRequestContext().withPath(text(event.at("/requestContext/path"))))
        .withBody(text(event.path("body")))
        .withIsBase64Encoded(event.path("isBase64Encoded").asBoolean());
  }

  private static @Nullable String text(JsonNode field) {
    return field.textValue();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /// What is null or left out is empty.
  private static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    object.properties().forEach(field -> map.put(field.getKey(), value.apply(field.getValue())));
    return map;
  }

  public static void write(APIGatewayProxyResponseEvent answer, OutputStream output)
      throws IOException {
    try (JsonGenerator json = Json.MAPPER.createGenerator(output)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", answer.getStatusCode());
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, String> header : answer.getHeaders().entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeStringField("body", Objects.requireNonNull(answer.getBody()));
      json.writeEndObject();
    }
  }
}
