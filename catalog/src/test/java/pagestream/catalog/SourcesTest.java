package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.yaml.YamlException;

class SourcesTest {
  private static final Source USUAL =
      Source.byDefault("movies", URI.create("https://movies.example/top"), Optional.empty());
  private static final String BOOKS =
      """
      recipe: books
      start: https://books.example/list?page=1
      """;

  @TempDir Path project;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(project.resolve("sources"));
  }

  private void write(String file, String yaml) throws IOException {
    Files.writeString(folder.resolve(file), yaml);
  }

  private Sources read(Recipes recipes) {
    return Sources.inFolderOrPackaged(folder.toString(), USUAL, recipes);
  }

  private Sources read() {
    return read(Recipes.packaged());
  }

  private void assertMistakes(String... mistakes) {
    assertThatThrownBy(this::read)
        .isInstanceOf(YamlException.class)
        .hasMessage(String.join("\n", mistakes));
  }

  @Test
  void theDefaultSourceIsWhatTheStackIsTold() {
    assertThat(read().all()).containsExactly(USUAL);
    assertThat(read().defaultSource()).isEqualTo(USUAL);
    assertThat(read().find("default")).contains(USUAL);
  }

  @Test
  void eachFileIsASourceOfItsName() throws IOException {
    write("books.yml", BOOKS);
    write("a-2.yml", BOOKS + "schedule: rate(6 hours)\n");

    assertThat(read().all()).extracting(Source::name).containsExactly("a-2", "books", "default");
    assertThat(read().find("books"))
        .contains(
            Source.ofPage(
                "books",
                "books",
                URI.create("https://books.example/list?page=1"),
                Optional.empty()));
    assertThat(read().find("a-2").orElseThrow().schedule().map(Schedule::expression))
        .contains("rate(6 hours)");
    assertThat(read().find("films")).isEmpty();
  }

  @Test
  void twoSourcesMayShareARecipe() throws IOException {
    write("books.yml", BOOKS);
    write("more-books.yml", BOOKS);

    assertThat(read().all()).extracting(Source::recipe).containsExactly("books", "movies", "books");
  }

  @Test
  void withoutAFolderThoseThatArePackagedAreMeant() {
    assertThat(Sources.inFolderOrPackaged("", USUAL, Recipes.packaged()).find("toscrape"))
        .contains(
            Source.ofPage(
                "toscrape", "books", URI.create("http://books.toscrape.com/"), Optional.empty()));
  }

  @Test
  void aFolderThatIsNotThereHasNone() {
    folder = project.resolve("nowhere");

    assertThat(read().all()).containsExactly(USUAL);
  }

  @Test
  void everyMistakeOfEveryFileIsToldAtOnceByItsLine() throws IOException {
    write("a.yml", "start: ftp://a.example/\nrecipe: films\nevery: day\nschedule: daily\n");
    write("b.yml", "schedule: [rate(1 day)]\n");
    write("c.yml", "rows: [\n");
    write("D.yml", BOOKS);

    assertMistakes(
        "sources/D.yml: expected a name such as books.yml, of lower case letters, digits and"
            + " hyphens",
        "sources/a.yml:1: start: expected an address such as https://example.org/movies, found"
            + " \"ftp://a.example/\"",
        "sources/a.yml:2: recipe: expected the name of a file recipes/NAME.yml, found \"films\"",
        "sources/a.yml:3: every: expected one of recipe, start, schedule, hosts, limits, pace,"
            + " query, robots, found \"every\"",
        "sources/a.yml:4: schedule: expected rate(6 hours) or cron(0 6 * * ? *) (minute, hour,"
            + " day, month, day of the week, year), found \"daily\"",
        "sources/b.yml:1: recipe: expected a value, found none",
        "sources/b.yml:1: start: expected a value, found none",
        "sources/b.yml:1: schedule: expected a single value, found a list of 1",
        "sources/c.yml:2: not YAML: expected the node content, but found '<stream end>'");
  }

  @Test
  void theMistakesOfARecipeAreNotThoseOfItsSources() throws IOException {
    Path recipes = Files.createDirectory(project.resolve("recipes"));
    Files.writeString(recipes.resolve("books.yml"), "rows: tr\nkey: id\n");
    write("a.yml", BOOKS);

    assertThat(read(Recipes.in(recipes)).find("a")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"books.yaml", "books", "Books.yml", "-a.yml", "a_b.yml", "books.yml.bak"})
  void aFileOfAnotherNameIsRefused(String file) throws IOException {
    write(file, BOOKS);

    assertMistakes(
        "sources/%s: expected a name such as books.yml, of lower case letters, digits and hyphens"
            .formatted(file));
  }

  @Test
  void aNameHasAtMostSixtyFourCharacters() throws IOException {
    write("a".repeat(64) + ".yml", BOOKS);
    assertThat(read().find("a".repeat(64))).isPresent();

    write("a".repeat(65) + ".yml", BOOKS);
    assertThatThrownBy(this::read).isInstanceOf(YamlException.class);
  }

  @Test
  void noFileIsCalledAsTheDefaultSource() throws IOException {
    write("default.yml", BOOKS);

    assertMistakes(
        "sources/default.yml: expected another name: default is the source that url and recipe"
            + " make");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"errors", "health", "movies", "recipes", "records", "runs", "scrapes", "sources"})
  void noFileIsCalledAsARoute(String name) throws IOException {
    write(name + ".yml", BOOKS);

    assertMistakes(
        "sources/%s.yml: expected another name: a route of the API has this one".formatted(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"books.example/", "", "/list", "https://", "ftp://books.example/"})
  void aStartIsAnAddress(String start) throws IOException {
    write("books.yml", "recipe: books\nstart: '%s'\n".formatted(start));

    assertMistakes(
        "sources/books.yml:2: start: expected an address such as https://example.org/movies, found"
            + " \"%s\"".formatted(start));
  }

  @Test
  void aFileThatIsNotUtf8IsNamed() throws IOException {
    Files.write(
        folder.resolve("books.yml"), ("# ü\n" + BOOKS).getBytes(StandardCharsets.ISO_8859_1));

    assertMistakes("sources/books.yml: expected UTF-8, found other bytes");
  }

  @Test
  void anEmptyFileIsNamed() throws IOException {
    write("books.yml", "");

    assertMistakes("sources/books.yml: expected a mapping of names to values, found an empty file");
  }

  @Test
  void schedulesCanBeReadMoreStrictly() throws IOException {
    write("books.yml", BOOKS + "schedule: rate(1 minute)\n");

    assertThatThrownBy(() ->
            Sources.in(
                folder,
                USUAL,
                Recipes.packaged(),
                text -> {
                  throw new IllegalArgumentException("too often: " + text);
                }))
        .hasMessage("sources/books.yml:3: schedule: too often: rate(1 minute)");
  }
}
