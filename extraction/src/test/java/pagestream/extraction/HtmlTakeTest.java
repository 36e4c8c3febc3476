package pagestream.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pagestream.catalog.Field;
import pagestream.catalog.RecipeReader;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Batches;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;

/// Which texts of which elements a field takes.
class HtmlTakeTest {
  private static final String PAGE =
      "<p data-tconst='tt1' title=''>1.\n <a>Jüri   <b>Rumm</b></a>  (1994)</p>"
          + "<i><a href=/1>One</a></i> <i></i> <i><a href=2>Two <i>in it</i></a></i>";

  private static String recipe(String field) {
    return "{rows: body, key: id, fields: {id: {select: p, required: true}, %s}}".formatted(field);
  }

  private static Map<String, Object> fields(String field) {
    Content page =
        new Content(URI.create("https://a.example/b/c"), "text/html", PAGE.getBytes(UTF_8));
    return switch (Extractor.of(RecipeReader.read("test", "test.yml", recipe(field)))
        .extract(page, Samples.AMPLE)) {
      case Result.Ok<Extraction>(Extraction taken) -> taken.rows().getFirst().fields();
      case Result.Rejected<Extraction>(Rejection why) ->
          throw new AssertionError("rejected: " + why);
    };
  }

  /// The field `it`, with these options.
  private static @Nullable Object it(String options) {
    return fields("it: {%s}".formatted(options)).get("it");
  }

  private static @Nullable Object taken(String take) {
    return it("select: p, take: '%s'".formatted(take));
  }

  @Test
  void textIsAllOfItWithWhiteSpaceFolded() {
    assertThat(taken("text")).isEqualTo("1. Jüri Rumm (1994)");
  }

  @Test
  void ownTextLeavesTheChildrenOut() {
    assertThat(taken("ownText")).isEqualTo("1. (1994)");
  }

  @Test
  void anAttributeIsFoundInWhateverCaseTheRecipeWritesIt() {
    assertThat(taken("@data-tconst")).isEqualTo("tt1");
    assertThat(taken("@DATA-tconst")).isEqualTo("tt1");
  }

  @Test
  void anAttributeThatIsNotThereIsEmpty() {
    assertThat(taken("@href")).isEqualTo("");
  }

  @Test
  void allElementsAreTakenInTheirOrder() {
    assertThat(it("select: i, all: true")).isEqualTo(List.of("One", "", "Two in it", "in it"));
    assertThat(it("select: i a, all: true, take: ownText")).isEqualTo(List.of("One", "Two"));
  }

  @Test
  void oneElementOfAllIsAListToo() {
    assertThat(it("select: p, all: true, take: '@data-tconst'")).isEqualTo(List.of("tt1"));
  }

  @Test
  void theAddressesOfAllElementsAreResolved() {
    assertThat(it("select: i a, all: true, take: '@href', type: url"))
        .isEqualTo(List.of("https://a.example/1", "https://a.example/b/2"));
  }

  @Test
  void ofNoElementsThereIsNoList() {
    assertThat(fields("it: {select: u, all: true}")).containsOnlyKeys("id");
  }

  @Test
  void elementsWithinOneAnotherMakeARowTooLargeRatherThanFillTheMemory() {
    String nested = "<div>".repeat(100) + "x".repeat(100_000) + "</div>".repeat(100);
    List<Field> fields =
        RecipeReader.read("test", "test.yml", recipe("it: {select: div, all: true}")).listFields();

    Map<String, Object> texts =
        new HtmlFields(fields).texts(Jsoup.parse(nested), new PageBudget(Samples.AMPLE));

    assertThat(texts.get("it")).asInstanceOf(LIST).hasSize(4);
    assertThat(Batches.fits(new Row(0, texts), BatchCodec.ROWS)).isFalse();
  }
}
