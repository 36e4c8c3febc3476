package pagestream.aws;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.OutputStream;
import pagestream.encoding.Json;

/// API Gateway's events from and to JSON, for a handler that is called by other events too.
public final class ApiEvents {
  /// An event may have more than its class knows.
  private static final ObjectReader REQUESTS =
      Json.MAPPER
          .readerFor(APIGatewayProxyRequestEvent.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private ApiEvents() {}

  public static APIGatewayProxyRequestEvent read(JsonNode event) throws IOException {
    return REQUESTS.readValue(event);
  }

  public static void write(APIGatewayProxyResponseEvent answer, OutputStream output)
      throws IOException {
    Json.MAPPER.writeValue(output, answer);
  }
}
