package pagestream.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pagestream.encoding.Gzip;
import pagestream.encoding.Json;

/// Turns batches into the bytes of a stream record and back: versioned JSON, gzipped where that
/// saves.
///
/// ```
/// {"version": 1, "kind": "rows", "run": "01J…", "batch": 0, "recipe": "movies", "recipeVersion":
/// "…", "url": "https://…", "scrapedAt": "2026-…Z", "entries": [{"position": 0, "fields": {…}}]}
/// ```
public final class BatchCodec<E extends Entry> {
  public static final int VERSION = 1;

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

  /// What became of reading a stream record.
  public sealed interface Decoded<E extends Entry> {
    record Content<E extends Entry>(Batch<E> batch) implements Decoded<E> {}

    /// It can never be read, however often it comes.
    record Unreadable<E extends Entry>(Reason reason, String message) implements Decoded<E> {}
  }

  public byte[] encode(Batch<E> batch) {
    return Gzip.packWhereItSaves(json(batch));
  }

  /// The JSON alone: how a batch is kept in the error table.
  public byte[] json(Batch<E> batch) {
    try {
      return Json.MAPPER.writeValueAsBytes(tree(batch));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The bytes one entry adds to a batch's JSON.
  int size(E entry) {
    try {
      return Json.MAPPER.writeValueAsBytes(entry).length + 1;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Decoded<E> decode(byte[] bytes) {
    try {
      return read(Json.MAPPER.readTree(Gzip.unpack(bytes, MAX_UNPACKED_BYTES)));
    } catch (Gzip.TooLargeException e) {
      return new Decoded.Unreadable<>(
          Reason.BATCH_TOO_LARGE,
          "a stream record may unpack to at most " + MAX_UNPACKED_BYTES + " bytes; this is larger");
    } catch (JsonMappingException e) {
      return unreadable("a batch of " + kind + " and nothing after it", "JSON of another shape");
    } catch (DateTimeException e) {
      return unreadable("an ISO-8601 time as \"scrapedAt\"", "another text");
    } catch (IOException e) {
      return unreadable("a batch of " + kind + " as JSON", "bytes that are none");
    }
  }

  private ObjectNode tree(Batch<E> batch) {
    Origin origin = batch.origin();
    ObjectNode tree =
        Json.MAPPER
            .createObjectNode()
            .put("version", VERSION)
            .put("kind", kind)
            .put("run", origin.run())
            .put("batch", batch.number())
            .put("recipe", origin.recipe())
            .put("recipeVersion", origin.recipeVersion())
            .put("url", origin.url())
            .put("scrapedAt", origin.scrapedAt().toString());
    tree.putPOJO("entries", batch.entries());
    return tree;
  }

  private Decoded<E> read(JsonNode tree) throws JsonProcessingException {
    if (!tree.path("version").isInt()) {
      return unreadable("an object with an integer \"version\"", "none");
    }
    int version = tree.path("version").intValue();
    if (version != VERSION) {
      return new Decoded.Unreadable<>(
          Reason.BATCH_VERSION, "expected a batch of version " + VERSION + ", found " + version);
    }
    if (!tree.path("kind").asText().equals(kind)) {
      return unreadable("a batch of " + kind, "kind \"" + tree.path("kind").asText() + "\"");
    }
    for (String name : List.of("run", "recipe", "recipeVersion", "url", "scrapedAt")) {
      if (!tree.path(name).isTextual() || tree.path(name).textValue().isEmpty()) {
        return unreadable("a text \"" + name + "\"", "none");
      }
    }
    if (!tree.path("batch").isInt() || !tree.path("entries").isArray()) {
      return unreadable("an integer \"batch\" and a list of \"entries\"", "none");
    }
    for (JsonNode entry : tree.path("entries")) {
      if (!entry.isObject()) {
        return unreadable("a list of objects as \"entries\"", "another thing in it");
      }
    }
    return new Decoded.Content<>(
        new Batch<>(origin(tree), tree.path("batch").intValue(), entries(tree.path("entries"))));
  }

  private static Origin origin(JsonNode tree) {
    return new Origin(
        tree.path("run").textValue(),
        tree.path("recipe").textValue(),
        tree.path("recipeVersion").textValue(),
        tree.path("url").textValue(),
        Instant.parse(tree.path("scrapedAt").textValue()));
  }

  private List<E> entries(JsonNode nodes) throws JsonProcessingException {
    List<E> entries = new ArrayList<>(nodes.size());
    for (JsonNode node : nodes) {
      entries.add(Json.MAPPER.treeToValue(node, type));
    }
    return entries;
  }

  private static <E extends Entry> Decoded<E> unreadable(String expected, String found) {
    return new Decoded.Unreadable<>(
        Reason.BATCH_UNREADABLE, "expected " + expected + ", found " + found);
  }
}
