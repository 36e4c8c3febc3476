package pagestream.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pagestream.fetching.Site;
import pagestream.fetching.Site.Response;

/// A shop whose books are on two lists and have a page each, and what they are as records.
final class BookSite implements AutoCloseable {
  static final int BOOKS = 8;

  /// The lists and the books' own.
  static final int PAGES = 2 + BOOKS;

  private final Site site = new Site();

  BookSite() {
    site.at("/list/1", Response.page(list(0, BOOKS / 2) + next("/list/2")));
    site.at("/list/2", Response.page(list(BOOKS / 2, BOOKS)));
    IntStream.range(0, BOOKS).forEach(n -> site.at("/book/" + n, Response.page(book(n))));
  }

  URI url() {
    return site.url("/list/1");
  }

  List<JsonNode> records() {
    return IntStream.range(0, BOOKS).mapToObj(BookSite::bookRecord).toList();
  }

  private static JsonNode bookRecord(int n) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id(n))
        .put("title", "Book " + n)
        .put("price", n + 0.5)
        .put("available", true)
        .put("stars", "Three")
        .put("category", "Poetry")
        .put("description", "About book " + n)
        .put("stock", n)
        .put("reviews", 0);
  }

  private static String id(int n) {
    return "%016x".formatted(n);
  }

  private static String list(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n ->
            """
            <li><article class="product_pod"><p class="star-rating Three"></p>
            <h3><a href="/book/%d" title="Book %d">Book …</a></h3>
            <p class="price_color">£%d.50</p><p class="availability">In stock</p></article></li>
            """
                .formatted(n, n, n))
        .collect(Collectors.joining("", "<!DOCTYPE html><ol class=\"row\">", "</ol>"));
  }

  private static String next(String path) {
    return "<ul><li class=\"next\"><a href=\"%s\">next</a></li></ul>".formatted(path);
  }

  private static String book(int n) {
    return """
    <!DOCTYPE html><ul class="breadcrumb"><li>Home</li><li>Books</li><li>Poetry</li></ul>
    <article class="product_page">
    <div class="product_main"><p class="availability">In stock (%d available)</p></div>
    <div id="product_description"></div><p>About book %d</p>
    <table><tr><th>UPC</th><td>%s</td></tr><tr><th>Number of reviews</th><td>0</td></tr></table>
    </article>
    """
        .formatted(n, n, id(n));
  }

  @Override
  public void close() throws IOException {
    site.close();
  }
}
