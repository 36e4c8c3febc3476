package pagestream.catalog;

import pagestream.encoding.Excerpt;

/// Text from a page or a request, short enough for a message.
public final class Quote {
  private static final int MAX_CHARS = 80;

  private Quote() {}

  public static String of(String text) {
    return Excerpt.of(text, MAX_CHARS);
  }
}
