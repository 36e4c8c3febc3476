package pagestream.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Undoes percent-encoding (RFC 3986) strictly: what is no UTF-8 is refused by an
/// [IllegalArgumentException] that says what was expected and found.
public final class Percent {
  /// A URL has them percent-encoded or not at all. Letters beyond ASCII should be encoded too, but
  /// people type them.
  private static final Pattern NEVER_RAW = Pattern.compile("[\\p{Cntrl} \"<>\\\\^`{|}]");

  /// The server reads a request line as UTF-8 and has this where it is none.
  private static final String REPLACEMENT = "\ufffd";

  private Percent() {}

  /// A path or a part of one, where `+` is a plus.
  public static String decodePath(String text) {
    return decode(text, text);
  }

  /// A name or value of a query, where `+` is a space (HTML's form encoding).
  public static String decodeQuery(String text) {
    return decode(text.replace("+", "%20"), text);
  }

  private static String decode(String encoded, String text) {
    Matcher raw = NEVER_RAW.matcher(encoded);
    if (raw.find()) {
      throw refusal(
          "%%%02X in the place of %s".formatted((int) raw.group().charAt(0), raw.group()), text);
    }
    if (text.contains(REPLACEMENT)) {
      throw refusal("percent-encoded UTF-8", text);
    }
    return utf8(bytes(encoded.getBytes(StandardCharsets.UTF_8), text), text);
  }

  private static byte[] bytes(byte[] encoded, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] == '%') {
        bytes.write(octet(encoded, i, text));
        i += 2;
      } else {
        bytes.write(encoded[i]);
      }
    }
    return bytes.toByteArray();
  }

  private static int octet(byte[] encoded, int percent, String text) {
    if (percent + 2 < encoded.length
        && HexFormat.isHexDigit(encoded[percent + 1])
        && HexFormat.isHexDigit(encoded[percent + 2])) {
      return HexFormat.fromHexDigit(encoded[percent + 1]) << 4
          | HexFormat.fromHexDigit(encoded[percent + 2]);
    }
    throw refusal("two hexadecimal digits after each % (a percent sign itself is %25)", text);
  }

  private static String utf8(byte[] bytes, String text) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refusal("percent-encoded UTF-8", text);
    }
  }

  private static IllegalArgumentException refusal(String expected, String text) {
    return new IllegalArgumentException("expected " + expected + ", found \"" + text + "\"");
  }
}
