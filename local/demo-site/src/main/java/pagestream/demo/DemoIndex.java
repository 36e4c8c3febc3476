package pagestream.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the first page says of all others, and of the ways in which they may be flawed.
final class DemoIndex {
  /// An address, and what it shows.
  private static final List<Map.Entry<String, String>> PAGES =
      List.of(
          Map.entry("/books", "invented books, as shops show them"),
          Map.entry("/ratings", "how the movies are rated, under the same ids"));

  private static final List<Map.Entry<String, String>> VARIANTS =
      List.of(
          Map.entry("/", "the page as it is"),
          Map.entry("/?layout=second", "the second layout"),
          Map.entry("/?layout=mixed", "the second layout in one answer of five"),
          Map.entry("/?rows=10000", "many rows (0 to %d)".formatted(DemoMovies.MOST)),
          Map.entry("/?broken=10", "ten broken rows"),
          Map.entry(
              "/?delay=2s",
              "slow (up to %ds, or in ms)".formatted(DemoQuery.LONGEST_DELAY.toSeconds())),
          Map.entry("/?status=503", "an error (200 to 599)"),
          Map.entry("/?empty=true", "an empty answer"),
          Map.entry("/?charset=windows-1251", "not in the charset it claims"),
          Map.entry("/?type=pdf", "not HTML (json or pdf)"),
          Map.entry("/?size=20", "20 MB of filler (0 to %d)".formatted(DemoQuery.MOST_MEGABYTES)),
          Map.entry("/?redirect=/?rows=5", "a redirect"));

  private DemoIndex() {}

  static String html(DemoHtml html) {
    return "<nav>\n"
        + list("Other pages:", PAGES, html)
        + list("The same page otherwise:", VARIANTS, html)
        + "</nav>\n";
  }

  private static String list(String title, List<Map.Entry<String, String>> links, DemoHtml html) {
    return "<p>%s</p>\n<ul>\n%s</ul>\n"
        .formatted(
            title, links.stream().map(each -> link(each, html)).collect(Collectors.joining()));
  }

  private static String link(Map.Entry<String, String> link, DemoHtml html) {
    return "<li><a href=\"%s\">%s</a>: %s</li>\n"
        .formatted(link.getKey(), link.getKey(), html.escape(link.getValue()));
  }
}
