package pagestream.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Why a link was not followed.
public enum NotFollowed {
  PAGES("the run has as many pages as its source allows; see limits.pages"),
  ROWS("the run has as many rows as its source allows; see limits.rows"),
  BYTES("the run has as many bytes as its source allows; see limits.bytes"),
  DEPTH("it is further from the start than its source allows; see limits.depth"),
  HOST("its host is none that the source names; see hosts"),
  ROBOTS("the robots.txt of its site does not allow it"),
  /// The page has more links than one page may lead to.
  LINKS("its page leads to more pages than one may, or the addresses of these are too long"),
  /// Its address is too long, or a message of the queue has no room for it and the row that it
  /// carries.
  SIZE(
      "its address has more than "
          + MovedPage.MAX_LENGTH
          + " characters, or is longer than a message of the queue may be, with its row"),
  ADDRESS("it is no http or https address"),
  TIME("the run took as long as its source allows; see limits.time"),
  CANCELLED("the run was cancelled");

  private final String words;

  NotFollowed(String words) {
    this.words = words;
  }

  /// The name outside of Java.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Why a row cannot be completed by the page at that address.
  public Rejection rejection(String url) {
    return new Rejection(
        Reason.NOT_FOLLOWED,
        "expected %s to be fetched for the row's further fields, found that %s"
            .formatted(url, words));
  }

  /// Counts by those names, in the order of the reasons.
  public static Map<String, Integer> byLabel(Map<NotFollowed, Integer> counts) {
    Map<String, Integer> named = new LinkedHashMap<>();
    new TreeMap<>(counts).forEach((why, count) -> named.put(why.label(), count));
    return named;
  }
}
