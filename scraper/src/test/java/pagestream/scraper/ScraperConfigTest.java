package pagestream.scraper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Source;
import pagestream.config.Settings.SettingsException;
import pagestream.fetching.UserAgent;

class ScraperConfigTest {
  private final Map<String, String> env =
      new HashMap<>(
          Map.of(
              "SCRAP_URL", "https://movies.example/list",
              "RECIPE", "movies",
              "PROCESS_DATA_STREAM_NAME", "stream-x",
              "WRITE_DATA_STREAM_NAME", "clean-x",
              "TASK_QUEUE_NAME", "tasks-x",
              "HOST_TABLE_NAME", "host-x",
              "CONTACT", "me@example.org",
              "ERROR_TABLE_NAME", "error-x",
              "RUN_TABLE_NAME", "run-x",
              "MAX_PAGE_BYTES", "1000"));

  @Test
  void readsEverySetting() {
    ScraperConfig config = ScraperConfig.from(env);

    assertThat(config.catalog().sources().defaultSource())
        .isEqualTo(
            Source.byDefault(
                "movies", URI.create("https://movies.example/list"), Optional.empty()));
    assertThat(config.rawStream()).isEqualTo("stream-x");
    assertThat(config.cleanStream()).isEqualTo("clean-x");
    assertThat(config.queue()).isEqualTo("tasks-x");
    assertThat(config.hostTable()).isEqualTo("host-x");
    assertThat(config.agent()).isEqualTo(UserAgent.withContact("me@example.org"));
    assertThat(config.errorTable()).isEqualTo("error-x");
    assertThat(config.runTable()).isEqualTo("run-x");
    assertThat(config.maxPageBytes()).isEqualTo(1000);
  }

  @Test
  void namesNobodyWhoAnswersForItsRequestsUnlessItIsTold() {
    env.put("CONTACT", "");

    assertThat(ScraperConfig.from(env).agent()).isEqualTo(UserAgent.WITHOUT_CONTACT);
  }

  @Test
  void readsTheRecipeOfAFolder(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("own.yml"),
        "{rows: li, key: id, fields: {id: {select: b, required: true}}}");
    env.putAll(Map.of("RECIPES_DIR", folder.toString(), "RECIPE", "own"));

    assertThat(ScraperConfig.from(env).catalog().recipes().get("own").rows().text())
        .isEqualTo("li");
  }

  @Test
  void namesTheMistakesOfEverySource(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("one.yml"), "{recipe: lost, start: here}");
    Files.writeString(folder.resolve("runs.yml"), "{recipe: movies, start: 'https://x.example/'}");
    env.put("SOURCES_DIR", folder.toString());

    assertThatThrownBy(() -> ScraperConfig.from(env))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "sources/one.yml:1: recipe: expected the name of a file recipes/NAME.yml, found \"lost\"",
            "sources/one.yml:1: start: expected an address such as https://example.org/movies,"
                + " found \"here\"",
            "sources/runs.yml: expected another name: a route of the API has this one");
  }

  @Test
  void namesARecipesMistakesOfEveryKindAtOnce(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("own.yml"),
        "rows: li\nkey: id\nfields:\n  id: {select: 'td[', required: yes}\n");
    env.putAll(Map.of("RECIPES_DIR", folder.toString(), "RECIPE", "own"));

    assertThatThrownBy(() -> ScraperConfig.from(env))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "recipes/own.yml:4: fields.id.select: expected a CSS selector, found \"td[\"",
            "recipes/own.yml:4: fields.id.required: expected true or false, found \"yes\"");
  }

  @Test
  void namesEveryFaultAtOnce() {
    assertThatThrownBy(() ->
            ScraperConfig.from(
                Map.of(
                    "SCRAP_URL",
                    "movies",
                    "RECIPE",
                    "lost",
                    "CONTACT",
                    "me",
                    "MAX_PAGE_BYTES",
                    "0")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "SCRAP_URL: expected an address such as https://example.org/movies, found \"movies\"",
            "RECIPE: expected the name of a file recipes/NAME.yml, found \"lost\"",
            "CONTACT: expected an address such as https://example.org/bot or me@example.org, found"
                + " \"me\"",
            "PROCESS_DATA_STREAM_NAME: expected a value, found none",
            "WRITE_DATA_STREAM_NAME: expected a value, found none",
            "ERROR_TABLE_NAME",
            "RUN_TABLE_NAME",
            "MAX_PAGE_BYTES");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../pom", "Movies", "movies.yml", "/etc/passwd"})
  void readsNoFileOutsideOfTheRecipes(String name) {
    env.put("RECIPE", name);

    assertThatThrownBy(() -> ScraperConfig.from(env)).hasMessageContaining("RECIPE: expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8081", "HTTPS://movies.example/", "http://[::1]/x?y=%20#z"})
  void takesAnyWebAddress(String url) {
    assertThat(HttpAddress.parse(url)).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "movies.example/list",
        "file:///etc/passwd",
        "ftp://movies.example/",
        "http://",
        "http:///list",
        "mailto:a@b.example",
        "http://movies.example/two words"
      })
  void takesNothingElseForAnAddress(String url) {
    assertThatThrownBy(() -> HttpAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found \"" + url + "\"");
  }
}
