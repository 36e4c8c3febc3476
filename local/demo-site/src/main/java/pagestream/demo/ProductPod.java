package pagestream.demo;

import java.util.Optional;

/// A book as a list of books.toscrape.com shows it.
///
/// @param link to its page, where it has one
/// @param stars in words
record ProductPod(
    Optional<String> link, String title, String price, String availability, String stars) {
  private static final int SHORT_TITLE = 20;

  String html(DemoHtml html) {
    return """
    <li><article class="product_pod">
      <p class="star-rating %s"></p>
      <h3><a %stitle="%s">%s</a></h3>
      <p class="price_color">%s</p>
      <p class="instock availability">
        %s
      </p>
    </article></li>
    """
        .formatted(
            stars,
            link.map(address -> "href=\"" + html.escape(address) + "\" ").orElse(""),
            html.escape(title),
            html.escape(shortened()),
            html.escape(price),
            availability);
  }

  /// As the shop does where a title is long.
  private String shortened() {
    return title.length() <= SHORT_TITLE ? title : title.substring(0, SHORT_TITLE) + "...";
  }
}
