package pagestream.catalog;

/// Text from a page, short enough for a message.
public final class Quote {
  private static final int MAX_CHARS = 80;

  private Quote() {}

  public static String of(String text) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    // half a surrogate pair cannot be written as UTF-8
    int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return text.substring(0, end) + "…";
  }
}
