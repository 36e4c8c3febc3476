package pagestream.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.encoding.Gzip;
import pagestream.encoding.Json;

/// Turns batches into the bytes of a stream record and back: versioned JSON, gzipped where that
/// saves.
///
/// ```
/// {"version": 2, "kind": "rows", "origin": {"run": "01J…", "page": "01J…", …}, "batch": 0,
/// "rows": 100, "entries": [{"position": 0, "fields": {…}}]}
/// ```
///
/// Version 1 is read too: the origin's texts stood beside `batch`, and there was no `rows`.
public final class BatchCodec<E extends Entry> {
  public static final int VERSION = 2;

  private static final int FIRST_VERSION = 1;

  /// What a stream record may hold once unpacked, in bytes; guards against archives that explode.
  static final int MAX_UNPACKED_BYTES = 8 << 20;

  public static final BatchCodec<Row> ROWS = new BatchCodec<>("rows", Row.class);
  public static final BatchCodec<TypedRecord> RECORDS =
      new BatchCodec<>("records", TypedRecord.class);

  private final String kind;
  private final Class<E> type;

  private BatchCodec(String kind, Class<E> type) {
    this.kind = kind;
    this.type = type;
  }

  public byte[] encode(Batch<E> batch) {
    return Gzip.packWhereItSaves(json(batch));
  }

  /// The JSON alone: how a batch is kept in the error table.
  public byte[] json(Batch<E> batch) {
    return bytes(tree(batch));
  }

  /// The bytes one entry adds to a batch's JSON.
  int size(E entry) {
    return bytes(entry).length + 1;
  }

  private static byte[] bytes(Object value) {
    try {
      return Json.MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode tree(Batch<E> batch) {
    ObjectNode tree = Json.MAPPER.createObjectNode().put("version", VERSION).put("kind", kind);
    tree.putPOJO("origin", batch.origin().texts());
    tree.put("batch", batch.number()).put("rows", batch.rows());
    tree.putPOJO("entries", batch.entries());
    return tree;
  }

  /// The batch; rejected where it can never be read, however often it is delivered.
  public Result<Batch<E>> decode(byte[] bytes) {
    try {
      return read(Json.MAPPER.readTree(Gzip.unpack(bytes, MAX_UNPACKED_BYTES)));
    } catch (Gzip.TooLargeException e) {
      return Result.rejected(
          Reason.BATCH_TOO_LARGE,
          "a stream record may unpack to at most " + MAX_UNPACKED_BYTES + " bytes; this is larger");
    } catch (JsonMappingException e) {
      return unreadable("a batch of " + kind + " and nothing after it", "JSON of another shape");
    } catch (IllegalArgumentException e) {
      return Result.rejected(Reason.BATCH_UNREADABLE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return unreadable("a batch of " + kind + " as JSON", "bytes that are none");
    }
  }

  /// Whose batch it is, without its entries: what is left of one that cannot be read whole.
  public Optional<Batch<E>> envelope(byte[] bytes) {
    try {
      JsonNode tree = Json.MAPPER.readTree(Gzip.unpack(bytes, MAX_UNPACKED_BYTES));
      return tree.path("batch").isInt() ? Optional.of(batch(tree, List.of())) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Result<Batch<E>> read(JsonNode tree) throws JsonProcessingException {
    if (!tree.path("version").isInt()) {
      return unreadable("an object with an integer \"version\"", "none");
    }
    int version = tree.path("version").intValue();
    if (version < FIRST_VERSION || version > VERSION) {
      return Result.rejected(
          Reason.BATCH_VERSION, "expected a batch of version " + VERSION + ", found " + version);
    }
    if (!tree.path("kind").asText().equals(kind)) {
      return unreadable("a batch of " + kind, "kind \"" + tree.path("kind").asText() + "\"");
    }
    if (!tree.path("batch").isInt() || !tree.path("entries").isArray()) {
      return unreadable("an integer \"batch\" and a list of \"entries\"", "none");
    }
    if (version > FIRST_VERSION && !tree.path("rows").isInt()) {
      return unreadable("an integer \"rows\"", "none");
    }
    for (JsonNode entry : tree.path("entries")) {
      if (!entry.isObject()) {
        return unreadable("a list of objects as \"entries\"", "another thing in it");
      }
    }
    return Result.ok(batch(tree, entries(tree.path("entries"))));
  }

  private static <E extends Entry> Batch<E> batch(JsonNode tree, List<E> entries) {
    JsonNode origin = tree.has("origin") ? tree.path("origin") : tree;
    return new Batch<>(
        Origin.received(texts(origin)),
        tree.path("batch").intValue(),
        tree.path("rows").asInt(tree.path("entries").size()),
        entries);
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue().isTextual()) {
        texts.put(field.getKey(), field.getValue().textValue());
      }
    }
    return texts;
  }

  private List<E> entries(JsonNode nodes) throws JsonProcessingException {
    List<E> entries = new ArrayList<>(nodes.size());
    for (JsonNode node : nodes) {
      entries.add(Json.MAPPER.treeToValue(node, type));
    }
    return entries;
  }

  private static <T> Result<T> unreadable(String expected, String found) {
    return Result.rejected(Reason.BATCH_UNREADABLE, "expected " + expected + ", found " + found);
  }
}
