package pagestream.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Why a link was not followed.
public enum NotFollowed {
  /// The run has as many pages as its source allows.
  PAGES,
  /// The run has found as many rows as its source allows.
  ROWS,
  /// The pages of the run have as many bytes together as its source allows.
  BYTES,
  /// It is further from where the run began than the source allows.
  DEPTH,
  /// It leads to a host that the source does not name.
  HOST,
  /// The robots.txt of its site does not allow it.
  ROBOTS,
  /// The page has more links than one page may lead to.
  LINKS,
  /// It is longer than a message of the queue may be, with what it carries.
  SIZE,
  /// It is no http or https address.
  ADDRESS,
  /// The run has taken as long as its source allows.
  TIME,
  /// The run was cancelled.
  CANCELLED;

  /// The name outside of Java.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Counts by those names, in the order of the reasons.
  public static Map<String, Integer> byLabel(Map<NotFollowed, Integer> counts) {
    Map<String, Integer> named = new LinkedHashMap<>();
    new TreeMap<>(counts).forEach((why, count) -> named.put(why.label(), count));
    return named;
  }
}
