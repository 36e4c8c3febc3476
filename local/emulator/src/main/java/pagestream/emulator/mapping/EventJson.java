package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The event of a batch: `{"Records": […]}`.
///
/// @param <R> what a batch consists of
interface EventJson<R> {
  JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// What an event says of one of the batch.
  ObjectNode node(R item);

  /// What the function calls it by when it reports that it failed.
  String identifier(R item);

  default byte[] event(List<R> batch) {
    ArrayNode records = NODES.arrayNode();
    batch.forEach(item -> records.add(node(item)));
    return bytes(event(records));
  }

  /// The bytes that it takes in an event, without the comma before the next one.
  default int size(R item) {
    return bytes(node(item)).length;
  }

  /// The bytes of an event of `count` records which take `bytes` together.
  static long eventSize(int count, long bytes) {
    return bytes(event(NODES.arrayNode())).length + bytes + Math.max(0, count - 1);
  }

  private static ObjectNode event(ArrayNode records) {
    ObjectNode event = NODES.objectNode();
    event.set("Records", records);
    return event;
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(UTF_8);
  }
}
