package pagestream.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.RecipeReader;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.timing.Deadline;
import pagestream.yaml.Mistake;

class PageBudgetTest {
  private static final String RECIPE =
      """
      rows: '%s'
      key: id
      fields:
        id: {select: b, required: true}
      """;
  private static final String ROW = "<div><b>1</b></div>";

  private static Extractor extractor(String rows) {
    return Extractor.of(RecipeReader.read("test", "test.yml", RECIPE.formatted(rows)));
  }

  private static Result<Extraction> extract(String rows, String html, Deadline deadline) {
    return extractor(rows).extract(page(html), deadline);
  }

  private static Content page(String html) {
    return new Content(URI.create("https://a.example/"), "text/html", html.getBytes(UTF_8));
  }

  private static Extraction taken(String rows, String html) {
    return switch (extract(rows, html, Samples.AMPLE)) {
      case Result.Ok<Extraction>(Extraction taken) -> taken;
      case Result.Rejected<Extraction>(Rejection why) -> throw new AssertionError(why);
    };
  }

  private static String rejected(String rows, String html, Deadline deadline) {
    return switch (extract(rows, html, deadline)) {
      case Result.Ok<Extraction>(Extraction taken) -> throw new AssertionError(taken.found());
      case Result.Rejected<Extraction>(Rejection why) -> {
        assertThat(why.reason()).isEqualTo(Reason.PAGE_TOO_COMPLEX);
        yield why.message();
      }
    };
  }

  private static String rejected(String rows, String html) {
    return rejected(rows, html, Samples.AMPLE);
  }

  @Test
  void aPageOfTooManyElementsIsRejected() {
    assertThat(rejected("div", ROW + "<p>".repeat(PageBudget.MAX_ELEMENTS)))
        .isEqualTo("expected a page of at most 500,000 elements, found more");
  }

  /// Each paragraph has the formatting of all that are open.
  @Test
  void elementsCountThatTheParserAddsByItself() {
    String open = "<i><u><s><em><tt><big>";

    assertThat(rejected("div", ROW + "<p>" + open + "<p>x".repeat(PageBudget.MAX_ELEMENTS / 4)))
        .contains("500,000 elements");
  }

  @Test
  void aPageOfTooManyRowsIsRejected() {
    assertThat(taken("b", "<b><b>1</b></b>".repeat(1_000)).found()).isEqualTo(2_000);
    assertThat(rejected("div", "<div>".repeat(2) + "<div></div>".repeat(PageBudget.MAX_ROWS)))
        .isEqualTo("expected a page of at most 100,000 rows, found more");
  }

  @Test
  void rowsWithinRowsDoNotTakeTheSameTextWithoutEnd() {
    String html = "<div>".repeat(400) + "<b>" + "x".repeat(200_000) + "</b>";

    assertThat(rejected("div", html))
        .isEqualTo(
            "expected a page of at most 33,554,432 characters in all of its rows together,"
                + " found more");
  }

  @Test
  void brokenRowsWithinRowsAreNotKeptWithoutEnd() {
    String nested = "<div>".repeat(400) + "x".repeat(200_000) + "</div>".repeat(400);

    Extraction taken = taken("div", ROW + nested);

    assertThat(taken.broken()).hasSize(400);
    List<Payload> kept = taken.broken().stream().map(BrokenRow::payload).toList();
    assertThat(kept.stream().mapToInt(payload -> payload.bytes().length).sum())
        .isBetween(PageBudget.MAX_KEPT / 2, PageBudget.MAX_KEPT);
    assertThat(kept.getLast()).isEqualTo(Payload.NOTHING);
  }

  @Test
  void anElementThatIsDeeperThanInBrowsersIsPlacedAtTheirDepth() {
    Extraction taken = taken("b", "<div>".repeat(2_000) + "<b><b>1</b></b>");

    assertThat(taken.found()).isEqualTo(2);
  }

  @Test
  void aPageThatIsNotReadInTimeIsRejected() {
    assertThat(rejected("div", ROW, Deadline.in(Duration.ZERO)))
        .startsWith("expected a page that is read in the time of one function");
  }

  @Test
  void theDocumentsSayWhatTheLimitsAre() throws IOException {
    assertThat(Files.readString(Path.of("../docs/recipes.md")))
        .contains(
            words("%,d elements and %,d rows", PageBudget.MAX_ELEMENTS, PageBudget.MAX_ROWS),
            words("at most %,d characters", PageBudget.MAX_TEXT),
            words("at most %d deep", PageBudget.MAX_DEPTH),
            words("up to %,d characters", PageBudget.MAX_KEPT));
  }

  /// Each element is compared with all after it, which takes a minute.
  @Test
  @Timeout(30)
  void aSelectorIsStoppedInTheMiddle() {
    String html = ROW + "<p></p>".repeat(200_000);

    assertThat(rejected("p:nth-last-of-type(2n+1)", html, Deadline.in(Duration.ofSeconds(3))))
        .contains("simpler selectors");
  }

  private static String words(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"div:matches(^(a|aa)+$)", "div:matchesOwn(^(a|aa)+$)", "div[title~=^(a|aa)+$]"})
  @Timeout(30)
  void aRegularExpressionOfASelectorTakesNoLongerForALongText(String rows) {
    String text = "a".repeat(5_000) + "b";

    assertThat(taken(rows + ", i", "<i>" + ROW + "</i><div title=" + text + ">" + text).found())
        .isEqualTo(1);
  }

  @Test
  void aRegularExpressionThatMightTakeLongIsAMistakeOfTheRecipe() {
    List<Mistake> mistakes =
        Extractor.mistakes(
            RecipeReader.read("test", "test.yml", RECIPE.formatted("div:matches((?=a)b)")));

    assertThat(mistakes)
        .singleElement()
        .asString()
        .contains("expected a CSS selector, found \"div:matches((?=a)b)\"", "(?=");
  }

  @Test
  void aPageThatTakesTooMuchIsKeptAsText() {
    String html = "<p>ü" + "<p>".repeat(PageBudget.MAX_ELEMENTS);

    assertThat(extractor("div").kept(page(html)).contentType()).isEqualTo(Payload.HTML);
  }
}
