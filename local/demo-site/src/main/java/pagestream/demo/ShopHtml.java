package pagestream.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The shop's pages, in the structure of those of books.toscrape.com.
final class ShopHtml {
  private static final String NOTE =
      "<p>All that this shop sells is invented; it exists to try Pagestream with.</p>\n";

  private final ShopLinks links;
  private final DemoHtml html = new DemoHtml(UTF_8);

  ShopHtml(ShopLinks links) {
    this.links = links;
  }

  String list(int number, List<Book> books) {
    String content =
        """
        <ul class="breadcrumb">
        <li>%s</li>
        <li class="active">All products</li>
        </ul>
        <h1>All products</h1>
        %s<p><strong>%d</strong> results.</p>
        <ol class="row">
        %s</ol>
        <ul class="pager">
        %s<li class="current">
          Page %d of %d
        </li>
        %s</ul>
        """
            .formatted(
                anchor(links.toList(1), "Home"),
                NOTE,
                links.query().books(),
                books.stream().map(this::pod).collect(Collectors.joining()),
                number == 1 ? "" : pager("previous", Optional.of(links.toList(number - 1))),
                number,
                links.query().lists(),
                pager("next", links.next(number)));
    return html.document("All products", content);
  }

  private String pod(Book book) {
    return new ProductPod(
            links.toBook(book),
            book.title(),
            book.price(),
            book.availability(),
            book.starsInWords())
        .html(html);
  }

  private String pager(String name, Optional<String> link) {
    return link.map(address -> "<li class=\"%s\">%s</li>\n".formatted(name, anchor(address, name)))
        .orElse("");
  }

  private String anchor(String address, String text) {
    return "<a href=\"%s\">%s</a>".formatted(html.escape(address), html.escape(text));
  }

  String book(Book book) {
    String home = links.within("../../");
    String content =
        """
        <ul class="breadcrumb">
        <li>%s</li>
        <li>%s</li>
        <li>%s</li>
        <li class="active">%s</li>
        </ul>
        %s<article class="product_page">
        %s%s%s</article>
        """
            .formatted(
                anchor(home, "Home"),
                anchor(home, "Books"),
                html.escape(book.category()),
                html.escape(book.title()),
                NOTE,
                main(book),
                description(book),
                information(book));
    return html.document(book.title(), content);
  }

  private String main(Book book) {
    return """
    <div class="product_main">
    <h1>%s</h1>
    <p class="price_color">%s</p>
    <p class="instock availability">
      %s
    </p>
    <p class="star-rating %s"></p>
    </div>
    """
        .formatted(
            html.escape(book.title()), html.escape(book.price()), stock(book), book.starsInWords());
  }

  private static String stock(Book book) {
    return "%s (%d available)".formatted(book.availability(), book.stock());
  }

  private String description(Book book) {
    return book.description()
        .map(html::escape)
        .map(
            """
            <div id="product_description"><h2>Product Description</h2></div>
            <p>%s</p>
            """
                ::formatted)
        .orElse("");
  }

  private String information(Book book) {
    return """
    <div><h2>Product Information</h2></div>
    <table class="table table-striped">
    <tr><th>UPC</th><td>%s</td></tr>
    <tr><th>Product Type</th><td>Books</td></tr>
    <tr><th>Price (excl. tax)</th><td>%s</td></tr>
    <tr><th>Price (incl. tax)</th><td>%2$s</td></tr>
    <tr><th>Tax</th><td>£0.00</td></tr>
    <tr><th>Availability</th><td>%s</td></tr>
    <tr><th>Number of reviews</th><td>%d</td></tr>
    </table>
    """
        .formatted(book.upc(), html.escape(book.price()), stock(book), book.reviews());
  }
}
