package pagestream.demo;

import java.math.BigDecimal;
import java.time.Duration;
import pagestream.http.Answer;
import pagestream.http.Request;

/// Says where robots may go, and how fast (RFC 9309, and the usual `Crawl-delay` and `Sitemap`).
///
/// @param crawlDelay between two requests; zero for none
record Robots(Duration crawlDelay) {
  static final String PATH = "/robots.txt";

  Answer answer(Request request) {
    return Answer.text(200, rules(SiteAddress.of(request, Sitemap.PATH)));
  }

  private String rules(String sitemap) {
    return """
    User-agent: *
    Disallow: %s
    Allow: /
    %s
    Sitemap: %s\
    """
        .formatted(Shop.PATH + ShopLinks.PRIVATE, delay(), sitemap);
  }

  private String delay() {
    BigDecimal seconds = BigDecimal.valueOf(crawlDelay.toMillis(), 3).stripTrailingZeros();
    return crawlDelay.isZero() ? "" : "Crawl-delay: " + seconds.toPlainString() + "\n";
  }
}
