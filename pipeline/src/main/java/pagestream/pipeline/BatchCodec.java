package pagestream.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import pagestream.encoding.Gzip;
import pagestream.encoding.Json;

/// Turns batches into the bytes of a stream record and back: versioned JSON, gzipped where that
/// saves.
///
/// ```
/// {"version": 2, "kind": "rows", "origin": {"run": "01J…", "page": "01J…", …}, "batch": 0,
/// "rows": 100, "left": 100, "entries": [{"position": 0, "fields": {…}}]}
/// ```
///
/// Version 1 is read too: the origin's texts stood beside `batch`, and there was no `rows`. What
/// stands before the entries keeps its names and its place in later versions, so that each version
/// can read the [BatchEnvelope] of all.
public final class BatchCodec<E extends Entry> {
  public static final int VERSION = 2;

  private static final int FIRST_VERSION = 1;

  /// What a stream record may hold once decompressed, in bytes; guards against archives that
  /// explode.
  static final int MAX_DECOMPRESSED_BYTES = 8 << 20;

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
    return Gzip.compressWhereItSaves(json(batch));
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
    tree.put("batch", batch.number()).put("rows", batch.rows()).put("left", batch.entries().size());
    tree.putPOJO(BatchEnvelope.ENTRIES, batch.entries());
    return tree;
  }

  /// The batch. Rejected where it can never be read, however often it is delivered, and with
  /// [Reason#BATCH_VERSION] where a later version can read it.
  public Result<Batch<E>> decode(byte[] bytes) {
    try {
      return read(Json.MAPPER.readTree(Gzip.decompress(bytes, MAX_DECOMPRESSED_BYTES)));
    } catch (Gzip.TooLargeException e) {
      return Result.rejected(
          Reason.BATCH_TOO_LARGE,
          "a stream record may decompress to at most "
              + MAX_DECOMPRESSED_BYTES
              + " bytes; this is larger");
    } catch (JsonMappingException e) {
      return unreadable("a batch of " + kind + " and nothing after it", "JSON of another shape");
    } catch (IllegalArgumentException e) {
      return Result.rejected(Reason.BATCH_UNREADABLE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return unreadable("a batch of " + kind + " as JSON", "bytes that are none");
    }
  }

  private Result<Batch<E>> read(JsonNode tree) throws JsonProcessingException {
    if (!tree.path("version").isInt()) {
      return unreadable("an object with an integer \"version\"", "none");
    }
    int version = tree.path("version").intValue();
    if (version > VERSION) {
      return Result.rejected(
          Reason.BATCH_VERSION,
          "expected a batch of version %d at most, found one of %d".formatted(VERSION, version));
    }
    if (version < FIRST_VERSION) {
      return unreadable("a version from " + FIRST_VERSION + " on", "version " + version);
    }
    if (!tree.path("kind").asText().equals(kind)) {
      return unreadable("a batch of " + kind, "kind \"" + tree.path("kind").asText() + "\"");
    }
    if (!tree.path("batch").isInt() || !tree.path(BatchEnvelope.ENTRIES).isArray()) {
      return unreadable("an integer \"batch\" and a list of \"entries\"", "none");
    }
    if (version > FIRST_VERSION && !tree.path("rows").isInt()) {
      return unreadable("an integer \"rows\"", "none");
    }
    for (JsonNode entry : tree.path(BatchEnvelope.ENTRIES)) {
      if (!entry.isObject()) {
        return unreadable("a list of objects as \"entries\"", "another thing in it");
      }
    }
    List<E> entries = entries(tree.path(BatchEnvelope.ENTRIES));
    return Result.ok(BatchEnvelope.of(tree, entries.size()).batch().with(entries));
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
