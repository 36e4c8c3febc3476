package pagestream.recipe;

/// Text from a page, short enough for a message.
public final class Quote {
  private static final int MAX_CHARS = 80;

  private Quote() {}

  public static String of(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }
}
