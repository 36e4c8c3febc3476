package pagestream.pipeline;

import java.nio.charset.StandardCharsets;

/// What a failure keeps of the thing that failed.
///
/// @param contentType a media type; text is UTF-8
@SuppressWarnings("ArrayRecordComponent") // never compared, and copies of pages cost
public record Payload(String contentType, byte[] bytes) {
  public static final String JSON = "application/json";
  public static final String HTML = "text/html";
  public static final String BYTES = "application/octet-stream";

  public static Payload json(byte[] bytes) {
    return new Payload(JSON, bytes);
  }

  public static Payload html(String html) {
    return new Payload(HTML, html.getBytes(StandardCharsets.UTF_8));
  }

  public static Payload bytes(byte[] bytes) {
    return new Payload(BYTES, bytes);
  }
}
