package pagestream.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StackSettingsTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.folder"));
  private static final String LIST = "serverless/settings.json";
  private static final String HOST = "run-local";
  private static final String DEPLOYMENT = "deploy-resources";

  private final StackSettings settings = StackSettings.read(PROJECT);

  private static Stream<StackSetting> listed() {
    return Yaml.load(PROJECT, LIST).entries().entrySet().stream()
        .map(entry -> StackSetting.of(entry.getKey(), entry.getValue(), PROJECT));
  }

  @ParameterizedTest
  @MethodSource("listed")
  void aSettingHasOneCheckOneLineOfHelpAndAScriptThatTakesIt(StackSetting setting) {
    Yaml entry = setting.entry();

    assertThat(entry.at("help").text()).isNotBlank().doesNotContain("\n");
    assertThat(
            Stream.of("pattern", "values", "files", "range")
                .filter(kind -> entry.at(kind).isThere()))
        .hasSize(1);
    assertThat(entry.at("commands").texts()).isNotEmpty().isSubsetOf(HOST, DEPLOYMENT);
    assertThat(entry.at("commands").texts()).containsAll(entry.at("required").texts());
  }

  @ParameterizedTest
  @MethodSource("listed")
  void aDefaultIsAllowedAndWithoutOneTheHelpSaysWhatHappens(StackSetting setting) {
    Yaml entry = setting.entry();

    assertThat(entry.at("default").optional().stream()).allMatch(setting.allowed()::has);
    assertThat(Stream.of("default", "unset").filter(kind -> entry.at(kind).isThere())).hasSize(1);
  }

  @Test
  void whatIsUnsetHasItsDefault() {
    assertThat(settings.values(HOST, Map.of("PORT", " ", "LOG_LEVEL", " WARN ")))
        .isEqualTo(
            Map.of(
                "suffix", "local",
                "recipe", "movies",
                "shards", "1",
                "LOG_LEVEL", "WARN",
                "MAX_PAGE_BYTES", "16777216",
                "PORT", "8080"));
    assertThat(settings.faults(HOST, Map.of())).isEmpty();
  }

  @Test
  void aScriptIsNotToldWhatIsWrongOrAnothers() {
    Map<String, String> env = Map.of("shards", "0", "runtime", "java17", "alarm_email", "me@x");

    assertThat(settings.values(HOST, env)).doesNotContainKeys("shards", "runtime", "alarm_email");
    assertThat(settings.faults(HOST, env)).containsOnlyKeys("shards");
    assertThat(settings.faults(DEPLOYMENT, env)).containsKeys("shards", "runtime");
  }

  @Test
  void whatIsRequiredOfOneScriptMayBeUnsetInAnother() {
    assertThat(settings.faults(DEPLOYMENT, Map.of()))
        .isEqualTo(
            Map.of(
                "suffix",
                "expected at most 20 letters, digits and hyphens, a letter first and no hyphen"
                    + " last, found none",
                "url",
                "expected an address such as https://example.org/movies, found none"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MAX_PAGE_BYTES | 0        | a whole number from 1 to 67108864
          MAX_PAGE_BYTES | 67108865 | a whole number from 1 to 67108864
          MAX_PAGE_BYTES | 1e3      | a whole number from 1 to 67108864
          MAX_PAGE_BYTES | 01       | a whole number from 1 to 67108864
          MAX_PAGE_BYTES | 9999999999 | a whole number from 1 to 67108864
          LOG_LEVEL      | LOUD     | one of DEBUG, INFO, WARN
          recipe         | films    | one of imdb-chart, movies
          suffix         | 1a       | at most 20 letters, digits and hyphens, a letter first and no hyphen last
          """)
  void aWrongValueIsNamedWithWhatIsExpected(String name, String value, String expected) {
    assertThat(settings.faults(HOST, Map.of(name, value)))
        .isEqualTo(Map.of(name, "expected %s, found \"%s\"".formatted(expected, value)));
  }

  @ParameterizedTest
  @CsvSource({"MAX_PAGE_BYTES, 1", "MAX_PAGE_BYTES, 67108864", "PORT, 0", "recipe, imdb-chart"})
  void aRightValueIsTaken(String name, String value) {
    assertThat(settings.faults(HOST, Map.of(name, value))).isEmpty();
    assertThat(settings.values(HOST, Map.of(name, value))).containsEntry(name, value);
  }

  @Test
  void aFunctionIsToldItsOwnSettingsAndThoseOfAll() {
    assertThat(told("scraper"))
        .containsExactly("SCRAP_URL", "RECIPE", "LOG_LEVEL", "MAX_PAGE_BYTES");
    assertThat(told("writer")).containsExactly("LOG_LEVEL");
  }

  private List<String> told(String function) {
    return settings.toldTo(function).map(StackSetting::variable).toList();
  }
}
