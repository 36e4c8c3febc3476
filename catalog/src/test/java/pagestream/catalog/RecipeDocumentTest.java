package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.QueryWords;
import pagestream.yaml.YamlException;

/// The document for those who write recipes names what the reader knows, and nothing else.
class RecipeDocumentTest {
  private static final Document DOCUMENT = Document.of("docs/recipes.md");

  @Test
  void theMistakeThatItShowsIsReportedSo() {
    String shown =
        DOCUMENT
            .text()
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("recipes/movies.yml:"))
            .findAny()
            .orElseThrow();
    String yaml =
        Document.of("recipes/movies.yml")
            .text()
            .replaceFirst("(startYear: .*type: )integer, min: \\d+, max: \\d+", "$1int");

    assertThatThrownBy(() -> RecipeReader.read("movies", "recipes/movies.yml", yaml))
        .isInstanceOf(YamlException.class)
        .hasMessage(shown);
  }

  @Test
  void everyOptionOfARecipeIsExplained() {
    assertThat(DOCUMENT.words("## A recipe"))
        .containsExactlyElementsOf(
            RecipeReader.OPTIONS.stream().flatMap(RecipeDocumentTest::withOptions).toList());
  }

  private static Stream<String> withOptions(String option) {
    return option.equals("layout")
        ? RecipeReader.LAYOUT_OPTIONS.stream().map(inner -> option + "." + inner)
        : Stream.of(option);
  }

  @Test
  void everyOptionOfLinksIsExplained() {
    assertThat(DOCUMENT.words("## Links")).containsExactlyElementsOf(Follow.OPTIONS);
    assertThat(DOCUMENT.words("## Details")).containsExactlyElementsOf(Detail.OPTIONS);
  }

  @Test
  void everyFormatIsExplained() {
    assertThat(DOCUMENT.words("## Formats"))
        .containsExactlyElementsOf(Arrays.stream(Format.values()).map(Format::word).toList());
  }

  @Test
  void everyOptionOfAFieldIsExplained() {
    assertThat(DOCUMENT.words("## A field")).containsExactlyElementsOf(FieldReader.OPTIONS);
  }

  @Test
  void everyTypeIsExplainedWithItsOptions() {
    Map<String, List<String>> explained =
        DOCUMENT
            .rows("## Types")
            .collect(Collectors.toMap(row -> Document.word(row[0]), row -> options(row[2])));

    assertThat(explained)
        .isEqualTo(
            FieldTypes.ALL.stream()
                .collect(
                    Collectors.toMap(FieldTypes.Kind::word, kind -> List.copyOf(kind.options()))));
  }

  @Test
  void everyWordThatNoFieldMayBeCalledIsNamed() {
    String rule =
        Arrays.stream(DOCUMENT.text().split("\n\n"))
            .filter(paragraph -> paragraph.startsWith("The name of a field"))
            .findAny()
            .orElseThrow();

    assertThat(Document.codes(rule))
        .startsWith("_")
        .containsAll(QueryWords.ALL)
        .hasSize(6)
        .endsWith("id");
  }

  /// The options that a cell names: neither what is in parentheses nor where a link leads.
  private static List<String> options(String cell) {
    return Document.codes(cell.replaceAll("\\]\\([^)]*\\)", "]").replaceAll("\\([^)]*\\)", ""));
  }
}
