package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The document for those who write recipes names what the reader knows, and nothing else.
class RecipeDocumentTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void everyOptionOfARecipeIsExplained() throws IOException {
    assertThat(words("## A recipe"))
        .containsExactlyElementsOf(
            RecipeReader.OPTIONS.stream().flatMap(RecipeDocumentTest::withOptions).toList());
  }

  private static Stream<String> withOptions(String option) {
    return option.equals("layout")
        ? RecipeReader.LAYOUT_OPTIONS.stream().map(inner -> option + "." + inner)
        : Stream.of(option);
  }

  @Test
  void everyFormatIsExplained() throws IOException {
    assertThat(words("## Formats"))
        .containsExactlyElementsOf(Arrays.stream(Format.values()).map(Format::word).toList());
  }

  @Test
  void everyOptionOfAFieldIsExplained() throws IOException {
    assertThat(words("## A field")).containsExactlyElementsOf(FieldReader.OPTIONS);
  }

  @Test
  void everyTypeIsExplainedWithItsOptions() throws IOException {
    Map<String, List<String>> explained =
        rows("## Types").collect(Collectors.toMap(row -> word(row[0]), row -> options(row[2])));

    assertThat(explained)
        .isEqualTo(
            FieldTypes.ALL.stream()
                .collect(
                    Collectors.toMap(FieldTypes.Kind::word, kind -> List.copyOf(kind.options()))));
  }

  @Test
  void everyWordThatNoFieldMayBeCalledIsNamed() throws IOException {
    String rule =
        Arrays.stream(document().split("\n\n"))
            .filter(paragraph -> paragraph.startsWith("The name of a field"))
            .findAny()
            .orElseThrow();

    assertThat(codes(rule)).startsWith("_").containsAll(QueryWords.ALL).hasSize(6).endsWith("id");
  }

  private static List<String> words(String heading) throws IOException {
    return rows(heading).map(row -> word(row[0])).toList();
  }

  private static String word(String cell) {
    return codes(cell).getFirst();
  }

  /// The options that a cell names: neither what is in parentheses nor where a link leads.
  private static List<String> options(String cell) {
    return codes(cell.replaceAll("\\]\\([^)]*\\)", "]").replaceAll("\\([^)]*\\)", ""));
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map((MatchResult code) -> code.group(1)).toList();
  }

  /// The cells of the table under a heading, without its head.
  private static Stream<String[]> rows(String heading) throws IOException {
    String section = document().split("\n" + heading + "\n", 2)[1].split("\n## ", 2)[0];
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(2).split(" \\| ?", -1));
  }

  private static String document() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("project.folder")).resolve("docs/recipes.md"));
  }
}
