package pagestream.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.RecipeReader;
import pagestream.catalog.Recipes;
import pagestream.yaml.Mistake;
import pagestream.yaml.YamlException;

/// Which recipes the extractors understand.
class ExtractorTest {
  private static final String SMALLEST =
      """
      rows: tr
      key: id
      fields:
        id: {select: td, required: true}
      """;

  @TempDir private Path folder;

  private static List<String> seen(String yaml) {
    return Extractor.mistakes(RecipeReader.read("test", "recipes/test.yml", yaml)).stream()
        .map(Mistake::toString)
        .toList();
  }

  /// By the reader and the extractor together.
  private List<String> mistakes(String yaml) throws IOException {
    Files.writeString(folder.resolve("test.yml"), yaml);
    Recipes recipes = Recipes.in(folder).checkedBy(Extractor::mistakes);
    YamlException e = catchThrowableOfType(YamlException.class, () -> recipes.get("test"));
    assertThat(e).as("mistakes in%n%s", yaml).isNotNull();
    return Arrays.asList(e.getMessage().split("\n"));
  }

  @Test
  void aRecipeWithoutMistakesIsUnderstood() {
    assertThat(seen(SMALLEST)).isEmpty();
  }

  @Test
  void thePackagedRecipesAreUnderstood() {
    Recipes packaged = Recipes.packaged();

    assertThat(packaged.names())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(Extractor.mistakes(packaged.get(name))).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"td[", "td >", "> > td", ":nope", "td:nth-child(x)", "a[href~=(]", "'[]'", "','"})
  void aSelectorThatIsNoneIsNamed(String css) {
    String select = css.startsWith("'") ? css : "'" + css + "'";

    assertThat(seen(SMALLEST.replace("select: td", "select: " + select)))
        .singleElement()
        .asString()
        .startsWith("recipes/test.yml:4: fields.id.select: expected a CSS selector, found \"")
        .doesNotContain("\n");
  }

  @Test
  void anEmptySelectorIsNone() {
    assertThat(seen(SMALLEST.replace("rows: tr", "rows: ''")))
        .containsExactly(
            "recipes/test.yml:1: rows: expected a CSS selector, found \"\": String must not be"
                + " empty");
  }

  @Test
  void everySelectorIsLookedAt() {
    String yaml =
        SMALLEST.replace("rows: tr", "rows: 'tr['").replace("select: td", "select: 'td['")
            + "layout:\n  present: [h1, 'p[']\n";

    assertThat(seen(yaml))
        .map(mistake -> mistake.replaceFirst(": expected.*", ""))
        .containsExactly(
            "recipes/test.yml:1: rows",
            "recipes/test.yml:6: layout.present",
            "recipes/test.yml:4: fields.id.select");
  }

  @Test
  void theSelectorsOfLinksAndBlockPagesAreLookedAtToo() {
    String yaml =
        SMALLEST
            + """
            blocked: 'a['
            follow:
              next: 'b['
              detail:
                link: 'c['
                layout: {present: 'd['}
                fields:
                  x: {select: 'e['}
            """;

    assertThat(seen(yaml))
        .map(mistake -> mistake.replaceFirst(": expected.*", ""))
        .containsExactly(
            "recipes/test.yml:5: blocked",
            "recipes/test.yml:7: follow.next",
            "recipes/test.yml:9: follow.detail.link",
            "recipes/test.yml:10: follow.detail.layout.present",
            "recipes/test.yml:12: follow.detail.fields.x.select");
  }

  @Test
  void aRecipeThatIsNotUnderstoodHasNoExtractor() {
    assertThatThrownBy(() ->
            Extractor.of(
                RecipeReader.read(
                    "test", "recipes/test.yml", SMALLEST.replace("rows: tr", "rows: '..'"))))
        .isInstanceOf(YamlException.class)
        .hasMessageStartingWith("recipes/test.yml:1: rows: expected a CSS selector, found \"..\"");
  }

  @Test
  void itsMistakesAreNamedWithTheReadersInTheOrderOfTheirLines() throws IOException {
    String yaml = "key: title\nrules: td\nrows: '..'\nfields:\n  id: {select: td, type: int}\n";

    assertThat(mistakes(yaml))
        .map(mistake -> mistake.replaceFirst("recipes/test.yml:(\\d+): ([a-z.]+): .*", "$1 $2"))
        .containsExactly("1 key", "1 key", "2 rules", "3 rows", "5 fields.id.type");
  }

  @Test
  void aSelectorThatIsMissingIsOneMistake() throws IOException {
    assertThat(mistakes(SMALLEST.replace("rows: tr\n", "")))
        .containsExactly("recipes/test.yml:1: rows: expected a value, found none");
  }
}
