package pagestream.extraction;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import pagestream.encoding.Utf8;

/// Whether the bytes of a page are text, and in which charset they can be.
final class TextCheck {
  private TextCheck() {}

  /// Whether there is nothing but white space and control characters.
  static boolean isBlank(byte[] bytes) {
    return !any(bytes, b -> b > ' ' || b < 0);
  }

  /// What is no text in the page's charset and has NUL bytes is no text at all.
  static boolean hasNul(byte[] bytes) {
    return any(bytes, b -> b == 0);
  }

  /// A few broken characters are the page's own; many mean a wrong charset. Text that is valid
  /// UTF-8, beyond ASCII, is hardly ever meant as anything else.
  static boolean isTextIn(Charset charset, byte[] bytes) {
    if (!charset.equals(StandardCharsets.UTF_8) && any(bytes, b -> b < 0) && Utf8.isValid(bytes)) {
      return false;
    }
    String text = new String(bytes, charset);
    long beyondAscii = text.chars().filter(c -> c > 0x7f).count();
    long broken = text.chars().filter(c -> c == 0xfffd).count();
    return broken * 10 <= beyondAscii;
  }

  private static boolean any(byte[] bytes, IntPredicate is) {
    return IntStream.range(0, bytes.length).map(i -> bytes[i]).anyMatch(is);
  }
}
