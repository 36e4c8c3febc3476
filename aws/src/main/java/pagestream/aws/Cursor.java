package pagestream.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pagestream.encoding.Json;
import pagestream.encoding.Sha256;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Where a slice of results ended, as an opaque text: the key of its last item, and the query it
/// belongs to.
final class Cursor {
  private static final String QUERY = "";

  private Cursor() {}

  static String of(String query, Map<String, AttributeValue> key) {
    ObjectNode json = Json.MAPPER.createObjectNode().put(QUERY, fingerprint(query));
    key.forEach((name, value) -> json.put(name, value.s()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// The key a slice starts after.
  static Map<String, AttributeValue> key(String cursor, String query, List<String> attributes) {
    JsonNode json = json(cursor);
    if (!json.path(QUERY).asText().equals(fingerprint(query))) {
      throw new InvalidCursorException(
          "cursor: expected one this query gave, found another query's; leave it out to start over");
    }
    Map<String, AttributeValue> key = new HashMap<>();
    for (String attribute : attributes) {
      if (!json.path(attribute).isTextual()) {
        throw InvalidCursorException.unreadable();
      }
      key.put(attribute, AttributeValue.fromS(json.path(attribute).textValue()));
    }
    return key;
  }

  private static JsonNode json(String cursor) {
    try {
      return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(cursor));
    } catch (IllegalArgumentException | IOException e) {
      throw InvalidCursorException.unreadable();
    }
  }

  private static String fingerprint(String query) {
    return Sha256.hex(query.getBytes(StandardCharsets.UTF_8), 8);
  }
}
