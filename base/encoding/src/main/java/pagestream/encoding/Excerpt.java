package pagestream.encoding;

/// The beginning of a text that may be of any length.
public final class Excerpt {
  private Excerpt() {}

  /// The text as it is, or its beginning and `…`. No character is cut in two.
  ///
  /// @param maxChars how many characters of the text may stand
  public static String of(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    // half a surrogate pair cannot be written as UTF-8
    int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return text.substring(0, end) + "…";
  }
}
