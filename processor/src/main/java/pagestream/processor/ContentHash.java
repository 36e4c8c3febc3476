package pagestream.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import pagestream.encoding.Json;

/// A hash of a record's fields that does not depend on their order: the first 128 bits of SHA-256
/// over their JSON, sorted by name.
final class ContentHash {
  private static final int BYTES = 16;

  private ContentHash() {}

  static String of(Map<String, Object> fields) {
    try {
      byte[] json = Json.MAPPER.writeValueAsBytes(new TreeMap<>(fields));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
