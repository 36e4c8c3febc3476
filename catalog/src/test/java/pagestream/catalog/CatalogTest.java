package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.config.Settings;
import pagestream.yaml.Mistake;

class CatalogTest {
  private static final Map<String, String> TOLD =
      Map.of("RECIPE", "movies", "SCRAP_URL", "https://movies.example/");

  @TempDir Path project;

  private static Catalog read(Map<String, String> env) {
    Settings settings = new Settings(env);
    var catalog = Catalog.from(settings, recipe -> List.of());
    settings.check();
    return catalog.orElseThrow();
  }

  private static Map<String, String> with(String name, Path value) {
    Map<String, String> env = new HashMap<>(TOLD);
    env.put(name, value.toString());
    return env;
  }

  private Path file(String name, String yaml) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
    return file.getParent();
  }

  @Test
  void thePackagedRecipesAndSourcesAreRead() {
    Catalog catalog = read(TOLD);

    assertThat(catalog.recipes().names()).contains("books", "movies", "ratings");
    assertThat(catalog.sources().defaultSource().recipe()).isEqualTo("movies");
    assertThat(catalog.sources().defaultSource().start())
        .isEqualTo(Start.at(URI.create("https://movies.example/")));
    assertThat(catalog.sources().find("toscrape")).isPresent();
  }

  @Test
  void aFolderOfSourcesStandsForThePackagedOnes() throws IOException {
    Path sources = file("sources/shop.yml", "{recipe: books, start: 'https://shop.example/'}");

    assertThat(read(with("SOURCES_DIR", sources)).sources().all())
        .extracting(Source::name)
        .containsExactly("default", "shop");
  }

  @Test
  void aFolderOfRecipesAloneHasTheDefaultSourceAlone() throws IOException {
    Path recipes =
        file(
            "recipes/movies.yml",
            "{rows: tr, key: id, fields: {id: {select: td, required: true}}}");

    assertThat(read(with("RECIPES_DIR", recipes)).sources().all())
        .extracting(Source::name)
        .containsExactly("default");
  }

  @Test
  void everyMistakeOfASourceIsAFault() throws IOException {
    Path sources = file("sources/shop.yml", "recipe: films\nstart: shop\n");

    assertThatThrownBy(() -> read(with("SOURCES_DIR", sources)))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessage(
            "sources: sources/shop.yml:1: recipe: expected the name of a file recipes/NAME.yml,"
                + " found \"films\"\n"
                + "sources: sources/shop.yml:2: start: expected an address such as"
                + " https://example.org/movies, found \"shop\"");
  }

  @Test
  void everyMistakeOfARecipeIsAFaultOnceWhetherSourcesNameItOrNot() throws IOException {
    String good = "{rows: tr, key: id, fields: {id: {select: td, required: true}}}";
    Path recipes = file("recipes/movies.yml", good.replace(", required: true", ""));
    file("recipes/unused.yml", good.replace("select: td, ", ""));
    Map<String, String> env = with("RECIPES_DIR", recipes);
    env.put(
        "SOURCES_DIR",
        file("sources/a.yml", "{recipe: movies, start: 'https://a.example/'}").toString());

    assertThatThrownBy(() -> read(env))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessage(
            "recipes: recipes/movies.yml:1: key: expected a field that is required, found \"id\"\n"
                + "recipes: recipes/unused.yml:1: fields.id.select: expected a value, found none");
  }

  @Test
  void whatTheDefaultSourceLacksIsAFault() {
    assertThatThrownBy(() -> read(Map.of("RECIPE", "films")))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessage(
            "RECIPE: expected the name of a file recipes/NAME.yml, found \"films\"\n"
                + "SCRAP_URL: expected a value, found none");
  }

  @Test
  void faultsOfTheDefaultSourceAndMistakesOfOthersAreSeenAtOnce() throws IOException {
    Map<String, String> env =
        with("SOURCES_DIR", file("sources/shop.yml", "{recipe: books, start: shop}"));
    env.put("RECIPE", "films");
    env.put("SCHEDULE", "hourly");

    assertThatThrownBy(() -> read(env))
        .hasMessageContainingAll("RECIPE: ", "SCHEDULE: ", "sources/shop.yml:1: start: ");
  }

  @Test
  void theDefaultSourceHasTheScheduleOfTheSettings() {
    Map<String, String> env = new HashMap<>(TOLD);
    env.put("SCHEDULE", "rate(6 hours)");

    assertThat(read(env).sources().defaultSource().schedule())
        .contains(Schedule.of("rate(6 hours)"));
    assertThat(read(TOLD).sources().defaultSource().schedule()).isEmpty();
  }

  @Test
  void recipesAreCheckedByTheirExtractor() {
    Settings settings = new Settings(TOLD);
    Catalog.from(
        settings, recipe -> List.of(new Mistake(recipe.rows().place(), "is of another format")));

    assertThatThrownBy(settings::check).hasMessageContaining(": rows: is of another format");
  }
}
