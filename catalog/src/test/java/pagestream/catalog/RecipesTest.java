package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.yaml.Mistake;
import pagestream.yaml.YamlException;

class RecipesTest {
  private static final String RECIPE =
      """
      rows: tr
      key: id
      fields:
        id: {select: td, required: true}
      """;

  @TempDir Path folder;

  @Test
  void theMoviesRecipeIsPackaged() {
    Recipe movies = Recipes.packaged().get("movies");

    assertThat(movies.name()).isEqualTo("movies");
    assertThat(movies.key()).isEqualTo("id");
    assertThat(movies.missing()).containsExactlyInAnyOrder("N/A", "\\N");
    assertThat(movies.fields())
        .map(Field::name)
        .containsExactly(
            "id",
            "primaryTitle",
            "originalTitle",
            "isAdult",
            "startYear",
            "runtimeMinutes",
            "genres");
  }

  @Test
  void theImdbChartRecipeIsPackaged() {
    assertThat(Recipes.packaged().get("imdb-chart").fields())
        .map(Field::name)
        .containsExactly("id", "primaryTitle", "startYear", "rank", "rating", "votes", "url");
  }

  @Test
  void aFoldersRecipesAreFoundByName() throws IOException {
    Files.writeString(folder.resolve("chart-2.yml"), RECIPE);
    Recipes recipes = Recipes.inFolderOrPackaged(folder.toString());

    assertThat(recipes.find("chart-2")).map(Recipe::name).contains("chart-2");
    assertThat(recipes.find("movies")).isEmpty();
  }

  @Test
  void withoutAFolderThoseThatArePackagedAreMeant() {
    assertThat(Recipes.inFolderOrPackaged("").find("movies")).isPresent();
  }

  @Test
  void aRecipeIsReadOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yml"), RECIPE);
    Recipes recipes = Recipes.in(folder);
    Recipe first = recipes.get("a");
    Files.delete(file);

    assertThat(recipes.get("a")).isSameAs(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "..",
        "sub/inside",
        "/etc/passwd",
        "..\\outside",
        "a.yml",
        "A",
        "",
        "-a",
        "a\n",
        "a\0"
      })
  void noNameLeadsOutOfTheFolder(String name) throws IOException {
    Path inner = Files.createDirectories(folder.resolve("recipes/sub")).getParent();
    Files.writeString(folder.resolve("outside.yml"), RECIPE);
    Files.writeString(inner.resolve("sub/inside.yml"), RECIPE);
    Files.writeString(inner.resolve("a.yml"), RECIPE);

    assertThat(Recipes.in(inner).find(name)).isEmpty();
    assertThat(Recipes.packaged().find(name)).isEmpty();
  }

  @Test
  void aNameHasAtMostSixtyFourCharacters() throws IOException {
    Files.writeString(folder.resolve("a".repeat(64) + ".yml"), RECIPE);
    Files.writeString(folder.resolve("a".repeat(65) + ".yml"), RECIPE);

    assertThat(Recipes.in(folder).find("a".repeat(64))).isPresent();
    assertThat(Recipes.in(folder).find("a".repeat(65))).isEmpty();
  }

  @Test
  void anUnknownNameIsSaidToBeThat() {
    assertThatThrownBy(() -> Recipes.packaged().get("films"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected the name of a file recipes/NAME.yml, found \"films\"");
  }

  @Test
  void aRecipeWithMistakesNamesItsFile() throws IOException {
    Files.writeString(folder.resolve("a.yml"), "rows: tr\n");

    assertThatThrownBy(() -> Recipes.in(folder).find("a"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("recipes/a.yml:1: key: expected a value, found none");
  }

  @Test
  void theMistakesOfEveryFileAreNamed() throws IOException {
    Files.writeString(folder.resolve("a.yml"), RECIPE);
    Files.writeString(folder.resolve("b.yml"), "rows: tr\nkey: id\n");
    Files.writeString(folder.resolve("c.yml"), "rows: [");
    Files.writeString(folder.resolve("d.yaml"), RECIPE);
    Recipes recipes =
        Recipes.in(folder)
            .checkedBy(recipe -> List.of(new Mistake(recipe.rows().place(), "is odd")));

    assertThat(recipes.mistakes())
        .map(Mistake::toString)
        .satisfiesExactly(
            a -> assertThat(a).isEqualTo("recipes/a.yml:1: rows: is odd"),
            b -> assertThat(b).startsWith("recipes/b.yml:1: fields: "),
            b -> assertThat(b).startsWith("recipes/b.yml:2: key: "),
            b -> assertThat(b).isEqualTo("recipes/b.yml:1: rows: is odd"),
            c -> assertThat(c).startsWith("recipes/c.yml:1: not YAML: "),
            d ->
                assertThat(d)
                    .isEqualTo(
                        "recipes/d.yaml: expected a name such as books.yml, of lower case letters,"
                            + " digits and hyphens"));
  }

  @Test
  void theMistakesOfACheckAreNamedWithTheReaders() throws IOException {
    Files.writeString(
        folder.resolve("a.yml"), "rows: tr\n" + RECIPE.replace("rows: tr\n", "key: x\n"));
    Recipes recipes =
        Recipes.in(folder)
            .checkedBy(recipe -> List.of(new Mistake(recipe.rows().place(), "is odd")));

    assertThatThrownBy(() -> recipes.find("a"))
        .isInstanceOf(YamlException.class)
        .hasMessageContainingAll(
            "recipes/a.yml:1: rows: is odd", "recipes/a.yml:3: key: expected once");
  }

  @Test
  void aRecipeThatIsNotUtf8NamesItsFile() throws IOException {
    Files.write(
        folder.resolve("a.yml"), "# Jüri\n".concat(RECIPE).getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Recipes.in(folder).find("a"))
        .isInstanceOf(YamlException.class)
        .hasMessage("recipes/a.yml: expected UTF-8, found other bytes");
  }
}
