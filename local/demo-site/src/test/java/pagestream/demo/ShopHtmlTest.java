package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagestream.http.Query;

class ShopHtmlTest {
  private static final Book BOOK =
      new Book(
          1,
          "0a",
          "Tom & Märt: <Volume 1>",
          4_050,
          3,
          2,
          "Food & Drink",
          Optional.of("About < 3 spoons & \"more\"."),
          7,
          LocalDate.EPOCH);

  private static ShopHtml html(String query) {
    return new ShopHtml(new ShopLinks(ShopQuery.of(Query.parse(query)), Optional.empty()));
  }

  @Test
  void escapesWhatHtmlReserves() {
    assertThat(html("").book(BOOK))
        .contains(
            "<title>Tom &amp; Märt: &lt;Volume 1&gt;</title>",
            "<h1>Tom &amp; Märt: &lt;Volume 1&gt;</h1>",
            "<li>Food &amp; Drink</li>",
            "<p>About &lt; 3 spoons &amp; &quot;more&quot;.</p>")
        .doesNotContain("<Volume", "& ");
    assertThat(html("books=3&rows=2").list(1, List.of(BOOK)))
        .contains(
            "<a href=\"books/tom-mart-volume-1_1/?books=3&amp;rows=2\""
                + " title=\"Tom &amp; Märt: &lt;Volume 1&gt;\">Tom &amp; Märt: &lt;Volume ...</a>",
            "<li class=\"next\"><a href=\"page-2.html?books=3&amp;rows=2\">next</a></li>");
  }

  @Test
  void aBooksPageHasWhatItsListDoesNot() {
    assertThat(html("").book(BOOK))
        .contains(
            "<tr><th>UPC</th><td>0a</td></tr>",
            "<tr><th>Price (incl. tax)</th><td>£40.50</td></tr>",
            "<tr><th>Availability</th><td>In stock (2 available)</td></tr>",
            "<tr><th>Number of reviews</th><td>7</td></tr>",
            "<p class=\"star-rating Three\">");
  }
}
