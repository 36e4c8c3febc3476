package pagestream.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text in UTF-8.
public final class Utf8 {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Utf8() {}

  /// How many bytes a text has.
  public static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The same text, beginning with the byte order mark.
  public static byte[] marked(byte[] text) {
    if (text.length >= MARK.length
        && Arrays.mismatch(text, 0, MARK.length, MARK, 0, MARK.length) < 0) {
      return text;
    }
    byte[] marked = Arrays.copyOf(MARK, MARK.length + text.length);
    System.arraycopy(text, 0, marked, MARK.length, text.length);
    return marked;
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
