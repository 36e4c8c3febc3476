package pagestream.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import pagestream.encoding.Json;
import pagestream.encoding.Sha256;

/// A hash of a record's fields that does not depend on their order: the first 128 bits of SHA-256
/// over their JSON, sorted by name.
final class ContentHash {
  private static final int BYTES = 16;

  private ContentHash() {}

  static String of(Map<String, Object> fields) {
    try {
      return Sha256.hex(Json.MAPPER.writeValueAsBytes(new TreeMap<>(fields)), BYTES);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
