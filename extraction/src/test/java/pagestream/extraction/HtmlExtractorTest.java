package pagestream.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.Recipes;
import pagestream.pipeline.Batches;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;

class HtmlExtractorTest {
  private static final Recipes RECIPES = Recipes.in(Path.of("../recipes"));

  private static Content page(String type, byte[] body) {
    return new Content(URI.create("https://movies.example/chart/top/"), type, body);
  }

  private static Result<Extraction> extract(String recipe, String html) {
    return Extractor.of(RECIPES.get(recipe))
        .extract(page("text/html", html.getBytes(UTF_8)), Samples.AMPLE);
  }

  private static Extraction rows(String recipe, String html) {
    return switch (extract(recipe, html)) {
      case Result.Ok<Extraction>(Extraction taken) -> taken;
      case Result.Rejected<Extraction>(Rejection why) ->
          throw new AssertionError("rejected: " + why);
    };
  }

  private static Rejection layoutChanged(String recipe, String html) {
    return switch (extract(recipe, html)) {
      case Result.Ok<Extraction>(Extraction taken) -> throw new AssertionError("taken: " + taken);
      case Result.Rejected<Extraction>(Rejection why) -> {
        assertThat(why.reason()).isEqualTo(Reason.LAYOUT_CHANGED);
        yield why;
      }
    };
  }

  private static Payload kept(String type, byte[] body) {
    return Extractor.of(RECIPES.get("movies")).kept(page(type, body));
  }

  @Test
  void keepsAPageThatCanBeReadAsText() {
    Charset latin = Charset.forName("iso-8859-1");
    Payload kept = kept("text/html; charset=iso-8859-1", "<p>Zurück</p>".getBytes(latin));

    assertThat(kept.contentType()).isEqualTo(Payload.HTML);
    assertThat(kept.bytes()).asString(UTF_8).isEqualTo("<p>Zurück</p>");
  }

  @Test
  void keepsAPageThatCannotBeReadAsItCame() {
    byte[] cyrillic = "<p>Ирония</p>".getBytes(Charset.forName("windows-1251"));

    assertThat(kept("text/html; charset=utf-8", cyrillic).contentType()).isEqualTo(Payload.BYTES);
    assertThat(kept("text/html; charset=utf-8", cyrillic).bytes()).isEqualTo(cyrillic);
    assertThat(kept("application/json", "{}".getBytes(UTF_8)).contentType())
        .isEqualTo(Payload.TEXT);
  }

  @Nested
  class OfMovies {
    private static final String WHOLE =
        """
        <tr><td class="id"> tt0292215 </td><td class="primaryTitle">Jüri &amp; Rumm</td>
            <td class="originalTitle">J&uuml;ri <b>Rumm</b></td><td class="isAdult">False</td>
            <td class="startYear">1994</td><td class="runtimeMinutes">N/A</td>
            <td class="genres">Adventure,Drama</td></tr>
        """;

    private static String table(String... rows) {
      return """
      <table class="movieTable"><thead><tr><th>id</th><th>primaryTitle</th></tr></thead>
      <tbody>%s</tbody></table>
      """
          .formatted(String.join("", rows));
    }

    private static String row(String id) {
      return "<tr><td class=id>%s</td><td class=primaryTitle>Title %s</td></tr>".formatted(id, id);
    }

    @Test
    void takesEachFieldsTextAsItReads() {
      assertThat(rows("movies", table(WHOLE)).rows())
          .containsExactly(
              new Row(
                  0,
                  Map.of(
                      "id", "tt0292215",
                      "primaryTitle", "Jüri & Rumm",
                      "originalTitle", "Jüri Rumm",
                      "isAdult", "False",
                      "startYear", "1994",
                      "runtimeMinutes", "N/A",
                      "genres", "Adventure,Drama")));
    }

    @Test
    void takesTheRowsInTheirOrderAndNotTheHeader() {
      Extraction rows = rows("movies", table(row("tt1"), row("tt2"), row("tt3")));

      assertThat(rows.found()).isEqualTo(3);
      assertThat(rows.rows())
          .extracting(Row::position, row -> row.fields().get("id"))
          .containsExactly(tuple(0, "tt1"), tuple(1, "tt2"), tuple(2, "tt3"));
    }

    @Test
    void leavesOutAnOptionalFieldWithoutAnElement() {
      assertThat(rows("movies", table(row("tt1"))).rows().getFirst().fields())
          .containsOnlyKeys("id", "primaryTitle");
    }

    @Test
    void keepsARequiredFieldThatIsEmptyForTheProcessorToJudge() {
      assertThat(rows("movies", table(row(""), row("tt2"))).rows().getFirst().fields())
          .contains(entry("id", ""));
    }

    @Test
    void losesOnlyTheRowThatLacksARequiredElement() {
      String broken = "<tr><td class=\"primaryTitle\">No id</td></tr>";

      Extraction rows = rows("movies", table(row("tt1"), broken, row("tt3")));

      assertThat(rows.found()).isEqualTo(3);
      assertThat(rows.rows()).extracting(Row::position).containsExactly(0, 2);
      BrokenRow lost = rows.broken().getFirst();
      assertThat(rows.broken()).hasSize(1);
      assertThat(lost.position()).isEqualTo(1);
      assertThat(lost.why())
          .isEqualTo(
              new Rejection(
                  Reason.ELEMENT_MISSING, "id: expected an element at \"td.id\", found none"));
      assertThat(lost.payload().contentType()).isEqualTo(Payload.HTML);
      assertThat(lost.payload().bytes())
          .asString(UTF_8)
          .startsWith("<tr>")
          .contains("<td class=\"primaryTitle\">No id</td>");
    }

    @Test
    void losesOnlyTheRowThatIsTooLarge() {
      String huge = row("x".repeat(Batches.MAX_ENTRY_BYTES));

      Extraction rows = rows("movies", table(row("tt1"), huge));

      assertThat(rows.rows()).extracting(Row::position).containsExactly(0);
      assertThat(rows.broken())
          .singleElement()
          .satisfies(row -> {
            assertThat(row.position()).isEqualTo(1);
            assertThat(row.why().reason()).isEqualTo(Reason.ROW_TOO_LARGE);
            assertThat(row.payload().bytes()).hasSizeGreaterThan(Batches.MAX_ENTRY_BYTES);
          });
    }

    @Test
    void takesALargeRowThatFits() {
      String large = row("x".repeat(Batches.MAX_ENTRY_BYTES / 2 - 100));

      assertThat(rows("movies", table(large)).broken()).isEmpty();
    }

    @Test
    void takesTheTablesOwnRowsAlone() {
      String nested = "<tr><td class=id>tt1<table><tr><td>inner</td></tr></table></td>";

      assertThat(rows("movies", table(nested + "<td class=primaryTitle>T</td></tr>")).found())
          .isEqualTo(1);
    }

    @Test
    void seesAnotherLayoutWhereTheTableIsMissing() {
      assertThat(layoutChanged("movies", "<p>We are being redesigned</p>").message())
          .contains("expected an element at \"table.movieTable\", found none");
      layoutChanged("movies", "<html></html>");
    }

    @Test
    void seesAnotherLayoutInTheSitesSecondOne() {
      layoutChanged(
          "movies",
          """
          <div class="movie"><div class="movieRow id"><p>id</p><p>tt0292215</p></div>
          <div class="movieRow primaryTitle"><p>primaryTitle</p><p>Jüri Rumm</p></div></div>
          """);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "<table class=movieTable><tbody></tbody></table>",
          "<table class=movieTable></table>",
          "<table class=movieTable><thead><tr><th>id</th></tr></thead></table>"
        })
    void seesAnotherLayoutInATableWithoutRows(String html) {
      assertThat(layoutChanged("movies", html).message()).contains("at least one row", "none");
    }

    @Test
    void seesAnotherLayoutWhereEveryRowIsBroken() {
      assertThat(layoutChanged("movies", table("<tr><td>1</td></tr>", "<tr></tr>")).message())
          .contains("2 that cannot be used", "id: expected an element at \"td.id\"");
    }
  }

  /// As books.toscrape.com writes its pages.
  @Nested
  class OfABookshop {
    private static final String PAGE =
        """
        <!DOCTYPE html><html><body>
        <ul class="nav"><li><a href="/travel" title="Travel">Travel</a></li></ul>
        <ol class="row">
          <li class="col-xs-6"><article class="product_pod">
            <div class="image_container">
              <a href="catalogue/a-light_1000/index.html"><img src="a.jpg" alt="A Light" class="thumbnail"></a>
            </div>
            <p class="star-rating Three">
              <i class="icon-star"></i>
            </p>
            <h3><a href="catalogue/a-light_1000/index.html" title="A Light in the Attic">A Light ...</a></h3>
            <div class="product_price">
              <p class="price_color">£51.77</p>
              <p class="instock availability">
                <i class="icon-ok"></i>

                    In stock

              </p>
              <form><button type="submit">Add to basket</button></form>
            </div>
          </article></li>
        </ol>
        </body></html>
        """;

    @Test
    void takesEveryField() {
      Extraction rows = rows("books", PAGE);

      assertThat(rows.broken()).isEmpty();
      assertThat(rows.rows())
          .containsExactly(
              new Row(
                  0,
                  Map.of(
                      "title",
                      "A Light in the Attic",
                      "price",
                      "£51.77",
                      "available",
                      "In stock",
                      "stars",
                      "star-rating Three")));
    }

    /// As the page of a book is written.
    private static final String BOOK =
        """
        <ul class="breadcrumb">
          <li><a href="../../index.html">Home</a></li>
          <li><a href="../category/books_1/index.html">Books</a></li>
          <li><a href="../category/books/poetry_23/index.html">Poetry</a></li>
          <li class="active">A Light in the Attic</li>
        </ul>
        <article class="product_page">
          <div class="row"><div class="col-sm-6 product_main">
            <h1>A Light in the Attic</h1>
            <p class="price_color">£51.77</p>
            <p class="instock availability">
              <i class="icon-ok"></i>
              In stock (22 available)
            </p>
          </div></div>
          <div id="product_description" class="sub-header"><h2>Product Description</h2></div>
          <p>Rhymes, drawings &amp; a lamp</p>
          <table class="table table-striped">
            <tr><th>UPC</th><td>a0f1c2</td></tr>
            <tr><th>Tax</th><td>£0.00</td></tr>
            <tr><th>Availability</th><td>In stock (22 available)</td></tr>
            <tr><th>Number of reviews</th><td>0</td></tr>
          </table>
        </article>
        """;

    @Test
    void eachBookLeadsToItsPage() {
      assertThat(rows("books", PAGE + "<ul><li class=next><a href=page-2.html>next</a></ul>"))
          .satisfies(taken -> {
            assertThat(taken.next())
                .contains(URI.create("https://movies.example/chart/top/page-2.html"));
            assertThat(taken.taken())
                .containsExactly(
                    new Taken.Leads(
                        taken.rows().getFirst(),
                        URI.create(
                            "https://movies.example/chart/top/catalogue/a-light_1000/index.html"),
                        1));
          });
    }

    @Test
    void thePageOfABookHasMoreFields() {
      Result<Extraction> result =
          Extractor.of(RECIPES.get("books"))
              .extractDetail(
                  page("text/html", BOOK.getBytes(UTF_8)), 1, new Row(3, Map.of()), Samples.AMPLE);

      assertThat(result)
          .isEqualTo(
              Result.ok(
                  new Extraction(
                      List.of(
                          new Taken.Complete(
                              new Row(
                                  3,
                                  Map.of(
                                      "id",
                                      "a0f1c2",
                                      "category",
                                      "Poetry",
                                      "description",
                                      "Rhymes, drawings & a lamp",
                                      "stock",
                                      "In stock (22 available)",
                                      "reviews",
                                      "0")))),
                      List.of(),
                      Optional.empty(),
                      List.of())));
    }

    @Test
    void anotherPageOfTheShopIsNotOneOfBooks() {
      layoutChanged("books", PAGE.replace("<ol class=\"row\">", "<ol>"));
    }
  }

  @Nested
  class OfImdbsChart {
    private static String page() throws IOException {
      try (InputStream page = HtmlExtractorTest.class.getResourceAsStream("chart.html")) {
        return new String(page.readAllBytes(), UTF_8);
      }
    }

    @Test
    void takesEveryField() throws IOException {
      Extraction rows = rows("imdb-chart", page());

      assertThat(rows.broken()).isEmpty();
      assertThat(rows.rows())
          .containsExactly(
              row(
                  0,
                  "tt9000001",
                  "The Lighthouse Keeper’s Ümlaut",
                  "(1951)",
                  "1.",
                  "9.1",
                  "1,204,377"),
              row(1, "tt9000002", "Tom & Huck", "(2004)", "2.", "8.0", "98"),
              row(2, "tt90000003", "7½ Postcards", "(1988)", "3.", "7.9", "31,006"));
    }

    private static Row row(
        int position,
        String id,
        String title,
        String year,
        String rank,
        String rating,
        String votes) {
      return new Row(
          position,
          Map.of(
              "id", id,
              "primaryTitle", title,
              "startYear", year,
              "rank", rank,
              "rating", rating,
              "votes", rating + " based on " + votes + " user ratings",
              "url", "https://movies.example/title/" + id + "/?ref_=chttp_tt_" + (position + 1)));
    }

    @Test
    void resolvesAddressesAgainstTheBaseThatThePageNames() throws IOException {
      String page = page().replace("<head>", "<head><base href=\"https://www.other.example/de/\">");

      assertThat(rows("imdb-chart", page.replace("/title/tt9000002", "title/tt9000002")).rows())
          .extracting(row -> row.fields().get("url"))
          .startsWith(
              "https://www.other.example/title/tt9000001/?ref_=chttp_tt_1",
              "https://www.other.example/de/title/tt9000002/?ref_=chttp_tt_2");
    }

    @Test
    void keepsAnAddressThatIsMissingForTheProcessorToJudge() throws IOException {
      String page = page().replaceAll("href=\"/title/tt9000002[^\"]*\"", "");

      assertThat(rows("imdb-chart", page).rows().get(1).fields()).contains(entry("url", ""));
    }

    @Test
    void losesTheRowWithoutARibbonAlone() throws IOException {
      String page = page().replace("<div class=\"wlb_ribbon\" data-tconst=\"tt9000002\"", "<div");

      assertThat(rows("imdb-chart", page).broken())
          .extracting(BrokenRow::position)
          .containsExactly(1);
    }

    @Test
    void seesAnotherLayoutWhereTheChartIsNoTable() throws IOException {
      assertThat(
              layoutChanged("imdb-chart", page().replace("class=\"chart ", "class=\"")).message())
          .contains("table.chart");
    }
  }
}
