package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.Schedule;
import pagestream.catalog.Source;
import pagestream.config.Settings;

class HostSettingsTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.folder"));

  private static final String RECIPES = recipes();

  private static String recipes() {
    try (Stream<Path> files = Files.list(PROJECT.resolve("recipes"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".yml", ""))
          .sorted()
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostSettings read(Map<String, String> env, String... arguments) {
    return HostSettings.from(env, List.of(arguments), PROJECT);
  }

  private static void assertFaults(
      Map<String, String> env, List<String> arguments, String... faults) {
    assertThatThrownBy(() -> HostSettings.from(env, arguments, PROJECT))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessage(String.join("\n", faults));
  }

  @Test
  void nothingNeedsToBeSet() {
    HostSettings settings = read(Map.of());

    assertThat(settings.suffix()).isEqualTo("local");
    assertThat(settings.recipe()).isEqualTo("movies");
    assertThat(settings.url()).isEmpty();
    assertThat(settings.schedule()).isEmpty();
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.demoPort()).isEqualTo(8081);
    assertThat(settings.data()).isEmpty();
    assertThat(settings.endpoint()).isEmpty();
    assertThat(settings.verbose()).isFalse();
    assertThat(settings.isRehearsal()).isFalse();
    assertThat(settings.project()).isEqualTo(PROJECT);
  }

  @Test
  void everythingCanBeSet() {
    HostSettings settings =
        read(
            Map.of(
                "suffix", "courseX",
                "recipe", "imdb-chart",
                "url", " https://example.org/movies?a=b ",
                "schedule", "cron(0 6 * * ? *)",
                "PORT", "9000",
                "AWS_ENDPOINT_URL", "http://localhost:4566"),
            "--data",
            "some/folder",
            "-v");

    assertThat(settings.suffix()).isEqualTo("courseX");
    assertThat(settings.recipe()).isEqualTo("imdb-chart");
    assertThat(settings.url()).contains(URI.create("https://example.org/movies?a=b"));
    assertThat(settings.schedule().map(Schedule::expression)).contains("cron(0 6 * * ? *)");
    assertThat(settings.port()).isEqualTo(9000);
    assertThat(settings.data()).contains(Path.of("some/folder"));
    assertThat(settings.endpoint()).contains(URI.create("http://localhost:4566"));
    assertThat(settings.verbose()).isTrue();
  }

  @Test
  void aFreePortIsTakenForEach() {
    assertThat(read(Map.of("PORT", "0")).demoPort()).isZero();
  }

  @Test
  void anEmptyAddressIsAnUnsetOne() {
    HostSettings settings = read(Map.of("url", " ", "AWS_ENDPOINT_URL", ""));

    assertThat(settings.url()).isEmpty();
    assertThat(settings.endpoint()).isEmpty();
  }

  @Test
  void everyFaultIsToldAtOnce() {
    assertFaults(
        Map.of(
            "suffix", "my_suffix",
            "recipe", "nobody",
            "url", "example.org/movies",
            "PORT", "http",
            "contact", "me",
            "AWS_ENDPOINT_URL", "localhost:4566"),
        List.of("--fast", "--data"),
        "arguments: expected --data DIR or -v, found --fast",
        "--data: expected a folder after it, found none",
        "suffix: expected at most 20 letters, digits and hyphens, a letter first and no hyphen last,"
            + " found \"my_suffix\"",
        "url: expected an address such as https://example.org/movies, without a user's name or password, found"
            + " \"example.org/movies\"",
        "recipe: expected one of %s, found \"nobody\"".formatted(RECIPES),
        "contact: expected an address such as https://example.org/bot or me@example.org, found"
            + " \"me\"",
        "PORT: expected a whole number from 0 to 65534, found \"http\"",
        "AWS_ENDPOINT_URL: expected an address such as http://127.0.0.1:4566, found"
            + " \"localhost:4566\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z9", "course-x", "aaaaaaaaaaaaaaaaaaaa"})
  void aSuffixEndsTheNamesOfStreamsAndTables(String suffix) {
    assertThat(read(Map.of("suffix", suffix)).suffix()).isEqualTo(suffix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1a",
        "-a",
        "a-",
        "a b",
        "a_b",
        "a.b",
        "ä",
        "a/b",
        "${x}",
        "aaaaaaaaaaaaaaaaaaaaa"
      })
  void anOddSuffixIsRefused(String suffix) {
    assertFaults(
        Map.of("suffix", suffix),
        List.of(),
        "suffix: expected at most 20 letters, digits and hyphens, a letter first and no hyphen last,"
            + " found \"%s\"".formatted(suffix));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65535", "80 80", "123456", "8080.0"})
  void aWrongPortIsRefused(String port) {
    assertFaults(
        Map.of("PORT", port),
        List.of(),
        "PORT: expected a whole number from 0 to 65534, found \"%s\"".formatted(port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "67108865", "16 MiB"})
  void aPageLimitThatWouldStopAFunctionIsRefused(String limit) {
    assertFaults(
        Map.of("MAX_PAGE_BYTES", limit),
        List.of(),
        "MAX_PAGE_BYTES: expected a whole number from 1 to 67108864, found \"%s\""
            .formatted(limit));
  }

  @Test
  void aLogLevelNoFunctionKnowsIsRefused() {
    assertFaults(
        Map.of("LOG_LEVEL", "LOUD"),
        List.of(),
        "LOG_LEVEL: expected one of DEBUG, INFO, WARN, found \"LOUD\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org/",
        "https://",
        "http:///movies",
        "file:///etc/passwd",
        "http://a b/"
      })
  void aWrongAddressIsRefused(String url) {
    assertFaults(
        Map.of("url", url),
        List.of(),
        "url: expected an address such as https://example.org/movies, without a user's name or password, found \"%s\""
            .formatted(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anEmptyVariableCountsAsUnset(String empty) {
    HostSettings settings =
        read(Map.of("suffix", empty, "recipe", empty, "PORT", empty, "url", empty));

    assertThat(settings).hasToString(read(Map.of()).toString());
  }

  @Test
  void dataNeedsAFolder() {
    assertFaults(Map.of(), List.of("--data"), "--data: expected a folder after it, found none");
    assertFaults(
        Map.of(), List.of("--data", "-v"), "--data: expected a folder after it, found none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secrets", "movies.yml", "Movies"})
  void aRecipeIsAFileOfItsFolder(String recipe) {
    assertFaults(
        Map.of("recipe", recipe),
        List.of(),
        "recipe: expected one of %s, found \"%s\"".formatted(RECIPES, recipe));
  }

  @Test
  void aRecipesMistakesAreToldAsFaults(@TempDir Path project) throws IOException {
    movies(project, "rows: [");

    assertThatThrownBy(() -> HostSettings.from(Map.of("PORT", "x"), List.of(), project))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessageContainingAll("recipes: recipes/movies.yml", "PORT: expected");
  }

  @Test
  void aRecipesSelectorsAreChecked(@TempDir Path project) throws IOException {
    movies(project, "{rows: 'tr >', key: id, fields: {id: {select: b, required: true}}}");

    assertThatThrownBy(() -> HostSettings.from(Map.of(), List.of(), project))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessageContaining(
            "recipes: recipes/movies.yml:1: rows: expected a CSS selector, found \"tr >\": ");
  }

  @Test
  void theDefaultSourceIsTheDemoSitesPageUnlessAnUrlIsSet() {
    URI demo = URI.create("http://127.0.0.1:8081/");

    assertThat(read(Map.of()).defaultSource(demo))
        .isEqualTo(Source.byDefault("movies", demo, Optional.empty()));
    assertThat(
            read(Map.of("url", "https://a.example/", "schedule", "rate(1 day)"))
                .defaultSource(demo))
        .isEqualTo(
            Source.byDefault(
                "movies",
                URI.create("https://a.example/"),
                Optional.of(Schedule.of("rate(1 day)"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"daily", "rate(1 hours)", "cron(61 6 * * ? *)"})
  void aScheduleThatNamesNoTimesIsRefused(String schedule) {
    assertThatThrownBy(() -> read(Map.of("schedule", schedule)))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessageStartingWith("schedule: expected")
        .hasMessageContaining("found \"");
  }

  @Test
  void everyMistakeOfEverySourceAndRecipeIsToldWithTheOtherFaults(@TempDir Path project)
      throws IOException {
    Files.createDirectories(project.resolve("sources"));
    movies(project, Files.readString(PROJECT.resolve("recipes/movies.yml")));
    Files.writeString(
        project.resolve("sources/a.yml"),
        "recipe: films\nstart: https://a.example/\nschedule: cron(61 6 * * ? *)\n");
    Files.writeString(
        project.resolve("sources/b.yml"), "recipe: broken\nstart: https://b.example/\n");
    Files.writeString(project.resolve("recipes/broken.yml"), "rows: tr\nkey: id\n");
    Files.writeString(
        project.resolve("recipes/unused.yml"),
        "{rows: 'tr >', key: id, fields: {id: {select: b, required: true}}}");
    Files.writeString(project.resolve("recipes/Movies.yml"), "");

    assertThatThrownBy(() -> HostSettings.from(Map.of("PORT", "x"), List.of(), project))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessageContainingAll(
            "PORT: expected",
            "sources: sources/a.yml:1: recipe: expected the name of a file recipes/NAME.yml, found"
                + " \"films\"",
            "sources: sources/a.yml:3: schedule: expected the fields of a cron expression, found"
                + " \"61 6 * * ? *\": ",
            "recipes: recipes/broken.yml:1: fields: expected",
            "recipes: recipes/unused.yml:1: rows: expected a CSS selector",
            "recipes: recipes/Movies.yml: expected a name such as books.yml");
  }

  /// A project whose only recipe is this one.
  private static void movies(Path project, String recipe) throws IOException {
    Files.createDirectories(project.resolve("recipes"));
    Files.createDirectories(project.resolve("serverless"));
    Files.copy(
        PROJECT.resolve("serverless/settings.json"), project.resolve("serverless/settings.json"));
    Files.writeString(project.resolve("recipes/movies.yml"), recipe);
  }
}
