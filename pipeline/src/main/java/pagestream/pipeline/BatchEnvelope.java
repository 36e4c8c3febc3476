package pagestream.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.encoding.Gzip;
import pagestream.encoding.Json;

/// Whose batch a stream record is, and how many rows it has. It stands before the entries in every
/// version, so that each version can read it of all others, and of what breaks off or is broken
/// further on.
///
/// @param number of the batch
/// @param rows how many it was made of
/// @param left how many of them no stage before has failed
public record BatchEnvelope(Origin origin, int number, int rows, int left) {
  /// The last name of a batch, after those that are read here.
  static final String ENTRIES = "entries";

  private static final ObjectReader ONE_VALUE =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// Empty where the record does not say so much.
  static Optional<BatchEnvelope> of(byte[] streamRecord) {
    byte[] json = Gzip.beginning(streamRecord, BatchCodec.MAX_DECOMPRESSED_BYTES);
    try (JsonParser parser = Json.MAPPER.createParser(json)) {
      ObjectNode header = header(parser);
      return header.path("batch").isInt()
          ? Optional.of(of(header, entries(parser)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// @param entries how many the batch has
  static BatchEnvelope of(JsonNode header, int entries) {
    int rows = header.path("rows").asInt(entries);
    return new BatchEnvelope(
        Origin.received(texts(header.has("origin") ? header.path("origin") : header)),
        header.path("batch").intValue(),
        rows,
        header.path("left").asInt(rows));
  }

  /// The batch without its entries.
  Batch<Row> batch() {
    return new Batch<>(origin, number, rows, List.of());
  }

  /// What stands before the entries.
  private static ObjectNode header(JsonParser parser) throws IOException {
    ObjectNode header = Json.MAPPER.createObjectNode();
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      for (String name = parser.nextFieldName();
          name != null && !name.equals(ENTRIES);
          name = parser.nextFieldName()) {
        parser.nextToken();
        header.set(name, ONE_VALUE.readTree(parser));
      }
    }
    return header;
  }

  /// How many entries follow, as far as they can be read.
  private static int entries(JsonParser parser) {
    int entries = 0;
    try {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          entries++;
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // the record breaks off there
    }
    return entries;
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
}
