package pagestream.catalog;

/// White space as people see it: no-break spaces and zero-width characters count too, which
/// [String#strip] leaves standing.
public final class Blank {
  private Blank() {}

  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || (c >= '\u200b' && c <= '\u200f')
        || c == '\u2060'
        || c == '\ufeff';
  }
}
