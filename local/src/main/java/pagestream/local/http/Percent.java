package pagestream.local.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Undoes percent-encoding (RFC 3986) strictly: what is no UTF-8 is refused by an
/// [IllegalArgumentException] that says what was expected and found.
public final class Percent {
  private Percent() {}

  /// One segment of a path, where `+` is a plus.
  public static String decodeSegment(String text) {
    return utf8(bytes(text), text);
  }

  /// A name or value of a query, where `+` is a space (HTML's form encoding).
  public static String decodeQuery(String text) {
    return utf8(bytes(text.replace('+', ' ')), text);
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.write(octet(text, i));
        i += 2;
      } else {
        // The JDK's server reads a request line as ISO-8859-1: here a char is a byte.
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  private static int octet(String text, int percent) {
    int high = percent + 1 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
    int low = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new IllegalArgumentException(
          "expected two hexadecimal digits after each % (a percent sign itself is %25), found \""
              + text
              + "\"");
    }
    return high << 4 | low;
  }

  private static String utf8(byte[] bytes, String text) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "expected percent-encoded UTF-8, found \"" + text + "\"", e);
    }
  }
}
