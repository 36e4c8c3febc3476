package pagestream.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text in UTF-8.
public final class Utf8 {
  private Utf8() {}

  /// How many bytes a text has.
  public static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  public static boolean isValid(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
