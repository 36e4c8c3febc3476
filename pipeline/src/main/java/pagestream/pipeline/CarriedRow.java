package pagestream.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pagestream.encoding.Json;

/// A row on its way to a page that has more of its fields.
///
/// @param task the id of the task whose page it was taken off
/// @param level how many pages it has been to before, of those that have more of its fields
public record CarriedRow(String task, int level, Row row) {

  /// The same, with what was received in place of the page that it was to be completed by.
  public Payload with(Payload received) {
    ObjectNode tree = tree();
    tree.putObject("received")
        .put("contentType", received.contentType())
        .put("text", new String(received.bytes(), StandardCharsets.UTF_8));
    return Payload.json(bytes(tree));
  }

  /// What [#with] was given, if the payload is one that it made.
  public static Optional<Payload> received(Payload payload) {
    try {
      JsonNode received = Json.MAPPER.readTree(payload.bytes()).path("received");
      return received.isObject()
          ? Optional.of(
              new Payload(
                  received.path("contentType").asText(),
                  received.path("text").asText().getBytes(StandardCharsets.UTF_8)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// What a failure keeps of it.
  Payload payload() {
    return Payload.json(bytes(tree()));
  }

  private ObjectNode tree() {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.putPOJO("row", row);
    return tree;
  }

  private static byte[] bytes(ObjectNode tree) {
    try {
      return Json.MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Tells it from other rows that lead to the same address.
  String id() {
    return "\n" + task + "\n" + row.position();
  }
}
