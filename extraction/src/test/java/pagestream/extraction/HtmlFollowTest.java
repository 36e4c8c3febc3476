package pagestream.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.RecipeReader;
import pagestream.pipeline.Batches;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;

/// Which pages a page leads to, and what those that rows lead to add to them.
class HtmlFollowTest {
  private static final URI ADDRESS = URI.create("https://books.example/list/page-2.html");

  private static final String RECIPE =
      """
      rows: article
      key: upc
      layout: {present: [h1]}
      blocked: form#captcha
      fields:
        title: {select: h3, required: true}
      follow:
        next: .next a
        detail:
          link: h3 a
          layout: {present: [table]}
          fields:
            upc: {select: .upc, required: true}
            note: {select: .note}
          detail:
            link: a.reviews
            fields:
              reviews: {select: .count, required: true}
      """;

  private static final String BOOK = "<table><tr><td class=upc>u1<td class=note>Wet</table>";

  private static Extractor extractor() {
    return Extractor.of(RecipeReader.read("test", "recipes/test.yml", RECIPE));
  }

  private static Content page(String html) {
    return new Content(ADDRESS, "text/html", html.getBytes(UTF_8));
  }

  private static Extraction taken(Result<Extraction> result) {
    return switch (result) {
      case Result.Ok<Extraction>(Extraction taken) -> taken;
      case Result.Rejected<Extraction>(Rejection why) ->
          throw new AssertionError("rejected: " + why);
    };
  }

  private static Rejection rejected(Result<Extraction> result) {
    return switch (result) {
      case Result.Ok<Extraction>(Extraction taken) -> throw new AssertionError("taken: " + taken);
      case Result.Rejected<Extraction>(Rejection why) -> why;
    };
  }

  private static Extraction list(String html) {
    return taken(extractor().extract(page("<h1>Books</h1>" + html), Samples.AMPLE));
  }

  private static Result<Extraction> detail(int level, String html, Row row) {
    return extractor().extractDetail(page(html), level, row, Samples.AMPLE);
  }

  private static String row(String anchor) {
    return "<article><h3>%s</h3></article>".formatted(anchor);
  }

  private static String next(String href) {
    return row("Snow") + "<p class=next><a href=\"%s\">next</a>".formatted(href);
  }

  @ParameterizedTest
  @CsvSource({
    "page-3.html, https://books.example/list/page-3.html",
    "../other/, https://books.example/other/",
    "/list?page=3, https://books.example/list?page=3",
    "?page=3, https://books.example/list/page-2.html?page=3",
    "//cdn.example/a, https://cdn.example/a",
    "https://cdn.example/a, https://cdn.example/a",
    "' page-3.html ', https://books.example/list/page-3.html",
    "a b|c.html, https://books.example/list/a%20b%7Cc.html",
    "'#more', https://books.example/list/page-2.html#more"
  })
  void theNextPageIsResolvedAgainstThePage(String href, URI next) {
    assertThat(list(next(href)).next()).contains(next);
  }

  @Test
  void theBaseOfAPageCounts() {
    assertThat(list("<base href='https://www.books.example/de/'>" + next("3.html")).next())
        .contains(URI.create("https://www.books.example/de/3.html"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<p class=next>", "<p class=next><a>next</a>", "<a href='/3'>another</a>"})
  void withoutALinkThereIsNoNextPage(String html) {
    Extraction list = list(row("Snow") + html);

    assertThat(list.next()).isEmpty();
    assertThat(list.badLinks()).isEmpty();
  }

  @Test
  void theFirstLinkCounts() {
    assertThat(list(next("/first") + next("/second")).next())
        .contains(URI.create("https://books.example/first"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "javascript:void(0)",
        "JavaScript:next()",
        "mailto:shop@books.example",
        "tel:+1",
        "ftp://books.example/",
        "data:text/html,a",
        "http://",
        "https://books.example:port/",
        "100%"
      })
  void aLinkThatLeadsToNoPageIsToldApart(String href) {
    Extraction list = list(next(href));

    assertThat(list.next()).isEmpty();
    assertThat(list.badLinks())
        .singleElement()
        .extracting(BadLink::message)
        .isEqualTo(
            "follow.next: expected a link to an http or https address, found \"" + href + "\"");
    assertThat(list.taken()).hasSize(1);
  }

  @Test
  void aRowLeadsToItsPageOrIsComplete() {
    Extraction list =
        list(row("<a href='../rain'>Rain</a>") + row("Snow") + row("<a href='#'>Fog</a>"));

    assertThat(list.taken())
        .containsExactly(
            new Taken.Leads(
                new Row(0, Map.of("title", "Rain")), URI.create("https://books.example/rain"), 1),
            new Taken.Complete(new Row(1, Map.of("title", "Snow"))),
            new Taken.Leads(new Row(2, Map.of("title", "Fog")), URI.create(ADDRESS + "#"), 1));
    assertThat(list.found()).isEqualTo(3);
    assertThat(list.badLinks()).isEmpty();
  }

  @Test
  void aRowWithABadLinkIsCompleteAndTheLinkIsTold() {
    Extraction list = list(row("<a href='javascript:buy(1)'>Rain</a>") + row("Snow"));

    assertThat(list.taken()).allMatch(taken -> taken instanceof Taken.Complete).hasSize(2);
    assertThat(list.badLinks())
        .containsExactly(new BadLink("follow.detail.link", "javascript:buy(1)"));
  }

  @Test
  void aBadLinkIsQuotedInShort() {
    assertThat(list(next("javascript:" + "x".repeat(1_000_000))).badLinks().getFirst().found())
        .hasSizeLessThan(100);
  }

  @Test
  void aBrokenRowLeadsNowhere() {
    Extraction list = list(row("Snow") + "<article><a href='/rain'>Rain</a></article>");

    assertThat(list.broken()).hasSize(1);
    assertThat(list.taken()).hasSize(1);
  }

  @Test
  void theFieldsOfADetailAreNotExpectedOnTheList() {
    assertThat(list(row("Snow")).rows()).containsExactly(new Row(0, Map.of("title", "Snow")));
  }

  @Test
  void aDetailCompletesItsRow() {
    Row row = new Row(7, Map.of("title", "Rain"));

    Extraction detail = taken(detail(1, BOOK, row));

    assertThat(detail.taken())
        .containsExactly(
            new Taken.Complete(new Row(7, Map.of("title", "Rain", "upc", "u1", "note", "Wet"))));
    assertThat(detail.broken()).isEmpty();
    assertThat(detail.next()).isEmpty();
  }

  @Test
  void aDetailLeadsToTheNextLevel() {
    Row row = new Row(7, Map.of("title", "Rain"));
    Row more = new Row(7, Map.of("title", "Rain", "upc", "u1", "note", "Wet"));
    Row most = new Row(7, Map.of("title", "Rain", "upc", "u1", "note", "Wet", "reviews", "3"));

    assertThat(taken(detail(1, BOOK + "<a class=reviews href=r>", row)).taken())
        .containsExactly(new Taken.Leads(more, URI.create("https://books.example/list/r"), 2));
    assertThat(taken(detail(2, "<p class=count>3", more)).taken())
        .containsExactly(new Taken.Complete(most));
  }

  @Test
  void aBadLinkOfADetailIsTold() {
    Extraction detail =
        taken(detail(1, BOOK + "<a class=reviews href='mailto:a'>", new Row(0, Map.of())));

    assertThat(detail.taken().getFirst()).isInstanceOf(Taken.Complete.class);
    assertThat(detail.badLinks())
        .containsExactly(new BadLink("follow.detail.detail.link", "mailto:a"));
  }

  @Test
  void aDetailWithoutARequiredElementIsRejected() {
    Rejection why = rejected(detail(1, "<table><td class=note>Wet</table>", new Row(0, Map.of())));

    assertThat(why)
        .isEqualTo(
            new Rejection(
                Reason.ELEMENT_MISSING, "upc: expected an element at \".upc\", found none"));
  }

  @Test
  void aRowThatItsDetailMakesTooLargeIsRejected() {
    String huge = BOOK.replace("Wet", "x".repeat(Batches.MAX_ENTRY_BYTES));

    assertThat(rejected(detail(1, huge, new Row(0, Map.of()))).reason())
        .isEqualTo(Reason.ROW_TOO_LARGE);
  }

  @Test
  void eachLevelHasALayoutOfItsOwn() {
    assertThat(rejected(detail(1, "<h1>Books</h1>", new Row(0, Map.of()))))
        .satisfies(why -> {
          assertThat(why.reason()).isEqualTo(Reason.LAYOUT_CHANGED);
          assertThat(why.message()).contains("an element at \"table\", found none");
        });
    assertThat(taken(detail(2, "<p class=count>3", new Row(0, Map.of()))).found()).isEqualTo(1);
  }

  @Test
  void aBlockPageIsNoOtherLayout() {
    String captcha = "<form id=captcha>Are you a person?</form>";

    assertThat(rejected(extractor().extract(page(captcha), Samples.AMPLE)))
        .isEqualTo(
            new Rejection(
                Reason.PAGE_BLOCKED,
                "expected the page, found a block page with an element at \"form#captcha\"; scrape"
                    + " less often or more slowly"));
    assertThat(rejected(detail(1, captcha + BOOK, new Row(0, Map.of()))).reason())
        .isEqualTo(Reason.PAGE_BLOCKED);
  }
}
