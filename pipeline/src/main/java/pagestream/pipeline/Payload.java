package pagestream.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import pagestream.encoding.Utf8;

/// What a failure keeps of the thing that failed.
///
/// @param contentType a media type; text is UTF-8
@SuppressWarnings("ArrayRecordComponent") // never compared, and copies of pages cost
public record Payload(String contentType, byte[] bytes) {
  public static final String JSON = "application/json";
  public static final String HTML = "text/html";
  public static final String TEXT = "text/plain";
  public static final String BYTES = "application/octet-stream";

  /// Where nothing was received.
  public static final Payload NOTHING = new Payload(TEXT, new byte[0]);

  public static Payload json(byte[] bytes) {
    return new Payload(JSON, bytes);
  }

  public static Payload html(String html) {
    return new Payload(HTML, html.getBytes(StandardCharsets.UTF_8));
  }

  public static Payload bytes(byte[] bytes) {
    return new Payload(BYTES, bytes);
  }

  /// Whether it is a part of a page, as it stood there.
  public boolean isMarkup() {
    return contentType.equals(HTML);
  }

  /// What a server sent: as text if it is UTF-8, otherwise unchanged.
  ///
  /// @param claimed the media type the server gave; may be empty
  public static Payload received(String claimed, byte[] bytes) {
    if (!Utf8.isValid(bytes)) {
      return bytes(bytes);
    }
    return new Payload(claimed.toLowerCase(Locale.ROOT).contains("html") ? HTML : TEXT, bytes);
  }
}
