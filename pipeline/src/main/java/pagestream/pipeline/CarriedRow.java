package pagestream.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

  /// It cannot be completed, because the page with more of it is not fetched.
  ///
  /// @param origin of the page that is worked on
  /// @param to the address of the page that is not fetched
  public Failure left(Origin origin, String to, NotFollowed why, Instant at) {
    return Failure.of(Stage.SCRAPER, origin, row.position(), why.rejection(to), payload(), at);
  }

  /// What a failure keeps of it.
  private Payload payload() {
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
