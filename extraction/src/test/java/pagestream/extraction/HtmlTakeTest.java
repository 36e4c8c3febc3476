package pagestream.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import pagestream.catalog.RecipeReader;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;

/// Which text of an element a field takes.
class HtmlTakeTest {
  private static final String PAGE =
      "<p data-tconst='tt1' title=''>1.\n <a>Jüri   <b>Rumm</b></a>  (1994)</p>";

  private static String taken(String take) {
    String recipe =
        "{rows: body, key: id, fields: {id: {select: p, take: '%s', required: true}}}"
            .formatted(take);
    Content page = new Content(URI.create("https://a.example/"), "text/html", PAGE.getBytes(UTF_8));
    return switch (Extractor.of(RecipeReader.read("test", "test.yml", recipe)).extract(page)) {
      case Result.Ok<Extraction>(Extraction taken) -> taken.rows().getFirst().fields().get("id");
      case Result.Rejected<Extraction>(Rejection why) ->
          throw new AssertionError("rejected: " + why);
    };
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
    assertThat(taken("@href")).isEmpty();
  }
}
