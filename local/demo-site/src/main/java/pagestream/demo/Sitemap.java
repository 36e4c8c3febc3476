package pagestream.demo;

import java.util.Optional;
import java.util.stream.Collectors;
import pagestream.http.Answer;
import pagestream.http.Query;
import pagestream.http.Request;

/// Lists the pages of the shop's books for robots, as sitemaps.org says. It takes the shop's query.
final class Sitemap {
  static final String PATH = "/sitemap.xml";

  /// The limit of one sitemap.
  static final int MOST_PAGES = 50_000;

  private Sitemap() {}

  static Answer answer(Request request) {
    return Answer.of(200, "application/xml; charset=utf-8", sitemap(request));
  }

  private static String sitemap(Request request) {
    ShopQuery query = ShopQuery.of(Query.parse(request.query()));
    if (query.books() > MOST_PAGES) {
      throw Wishes.refusal(
          "books",
          "at most %d in a sitemap".formatted(MOST_PAGES),
          Integer.toString(query.books()));
    }
    ShopLinks links = new ShopLinks(query, Optional.empty());
    String shop = SiteAddress.of(request, Shop.PATH);
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    %s</urlset>
    """
        .formatted(
            query
                .all()
                .map(book -> page(shop + links.within(links.address(book)), book))
                .collect(Collectors.joining()));
  }

  private static String page(String address, Book book) {
    return "<url><loc>%s</loc><lastmod>%s</lastmod></url>\n"
        .formatted(address.replace("&", "&amp;"), book.changed());
  }
}
