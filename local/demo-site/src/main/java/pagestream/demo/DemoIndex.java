package pagestream.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the first page says of all others, and of the ways in which they may be flawed.
final class DemoIndex {
  /// An address, and what it shows.
  private static final List<Map.Entry<String, String>> PAGES =
      List.of(
          Map.entry("/ratings", "how the movies are rated, under the same ids"),
          Map.entry("/robots.txt", "what robots may read"),
          Map.entry("/sitemap.xml", "the shop's books; it takes the shop's query"),
          Map.entry(
              "/log.json", "the newest %d requests, with their times".formatted(VisitLog.MOST)));

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

  private static final List<Map.Entry<String, String>> SHOP =
      List.of(
          Map.entry("/shop/", "lists of invented books, each book with a page of its own"),
          Map.entry("/shop/books.json", "the same books, as the records should be"),
          Map.entry("/shop/?books=30", "fewer or more (0 to %d)".formatted(ShopQuery.MOST_BOOKS)),
          Map.entry("/shop/?rows=5", "shorter lists"),
          Map.entry("/shop/?delay=200ms", "slow"),
          Map.entry(
              "/shop/?busy=10",
              "one answer in ten is 429; retry=5s sets its Retry-After, and retryAs=date makes that"
                  + " a date"),
          Map.entry("/shop/?failing=10", "one answer in ten is 503"),
          Map.entry("/shop/?block=20", "a captcha after 20 requests in a second"),
          Map.entry("/shop/?session=true", "each page's links have another session id (sid)"),
          Map.entry("/shop/?next=none", "no next links, but page-1.html to page-50.html"),
          Map.entry(
              "/shop/?next=first",
              "the last list leads back to the first one (or self, before, away, script)"),
          Map.entry("/shop/?private=10", "robots.txt forbids the page of one book in ten"),
          Map.entry("/shop/?dead=10", "the page of one book in ten is 404"),
          Map.entry("/shop/?unlinked=10", "one book in ten has no link"),
          Map.entry("/shop/?away=10", "the link of one book in ten leads to another host"),
          Map.entry("/shop/?script=10", "the link of one book in ten is a script"));

  private DemoIndex() {}

  static String html(DemoHtml html) {
    return "<nav>\n"
        + list("Other pages:", PAGES, html)
        + list("The same page otherwise:", VARIANTS, html)
        + list("A shop of many pages; its links repeat the query:", SHOP, html)
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
