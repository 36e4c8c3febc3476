package pagestream.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pagestream.yaml.YamlException;
import pagestream.yaml.YamlMapping;

class StackSettingsTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.folder"));
  private static final String LIST = StackSettings.FILE;

  @TempDir private Path project;

  /// Each entry of the project's list, and the setting that is read from it.
  private static Stream<Arguments> listed() {
    return new StackFile(PROJECT, LIST)
        .read(UnaryOperator.identity(), YamlMapping::allMappings).entrySet().stream()
            .map(entry ->
                Arguments.of(
                    Named.of(entry.getKey(), entry.getValue()),
                    StackSetting.of(entry.getKey(), entry.getValue(), PROJECT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listed")
  void aSettingHasOneCheckOneLineOfHelpAndAScriptThatTakesIt(
      YamlMapping entry, StackSetting setting) {
    assertThat(entry.text("help").orElseThrow()).isNotBlank().doesNotContain("\n");
    assertThat(Stream.of("pattern", "values", "files", "range").filter(entry.keys()::contains))
        .hasSize(1);
    assertThat(setting.commands())
        .isNotEmpty()
        .isSubsetOf("run-local", "deploy-resources")
        .containsAll(setting.required());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listed")
  void aDefaultIsAllowedAndWithoutOneTheHelpSaysWhatHappens(
      YamlMapping entry, StackSetting setting) {
    assertThat(setting.otherwise().stream()).allMatch(setting.allowed()::has);
    assertThat(Stream.of("default", "unset").filter(entry.keys()::contains)).hasSize(1);
  }

  @BeforeEach
  void writeAList() throws IOException {
    Files.createDirectories(project.resolve("serverless"));
    Files.createDirectories(project.resolve("pages"));
    Files.createFile(project.resolve("pages/two.yml"));
    Files.createFile(project.resolve("pages/one.yml"));
    Files.createFile(project.resolve("pages/readme.md"));
    Files.writeString(
        project.resolve(LIST),
        """
        {
          "name": {
            "commands": ["start", "deploy"], "required": ["deploy"],
            "pattern": "[a-z]+", "expected": "small letters", "default": "local"
          },
          "page": {
            "commands": ["start"], "files": "pages",
            "functions": ["reader"], "variable": "PAGE"
          },
          "SIZE": {
            "commands": ["start", "deploy"], "range": [1, 20], "default": "16",
            "functions": ["reader", "answerer"]
          },
          "LEVEL": {"commands": ["deploy"], "values": ["LOW", "HIGH"], "functions": "all"}
        }
        """);
  }

  private StackSettings settings() {
    return StackSettings.read(project);
  }

  @Test
  void whatIsUnsetHasItsDefault() {
    assertThat(settings().values("start", Map.of("name", " ", "page", " one ")))
        .isEqualTo(Map.of("name", "local", "page", "one", "SIZE", "16"));
    assertThat(settings().faults("start", Map.of())).isEmpty();
    assertThat(settings().otherwise("SIZE")).contains("16");
    assertThat(settings().otherwise("page")).isEmpty();
    assertThat(settings().otherwise("nothing")).isEmpty();
  }

  @Test
  void aScriptIsNotToldWhatIsWrongOrAnothers() {
    Map<String, String> env = Map.of("SIZE", "0", "LEVEL", "MIDDLE", "OTHER", "x");

    assertThat(settings().values("start", env)).isEqualTo(Map.of("name", "local"));
    assertThat(settings().faults("start", env)).containsOnlyKeys("SIZE");
    assertThat(settings().faults("deploy", env)).containsOnlyKeys("name", "SIZE", "LEVEL");
  }

  @Test
  void whatIsRequiredOfOneScriptMayBeUnsetInAnother() {
    assertThat(settings().faults("deploy", Map.of()))
        .isEqualTo(Map.of("name", "expected small letters, found none"));
    assertThat(settings().faults("start", Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SIZE, 0, a whole number from 1 to 20",
    "SIZE, 21, a whole number from 1 to 20",
    "SIZE, 1e1, a whole number from 1 to 20",
    "SIZE, 01, a whole number from 1 to 20",
    "SIZE, -1, a whole number from 1 to 20",
    "SIZE, 9999999999, a whole number from 1 to 20",
    "LEVEL, low, 'one of LOW, HIGH'",
    "page, three, 'one of one, two'",
    "page, readme.md, 'one of one, two'",
    "name, abc1, small letters"
  })
  void aWrongValueIsNamedWithWhatIsExpected(String name, String value, String expected) {
    assertThat(settings().faults(name.equals("page") ? "start" : "deploy", env(name, value)))
        .isEqualTo(Map.of(name, "expected %s, found \"%s\"".formatted(expected, value)));
  }

  private static Map<String, String> env(String name, String value) {
    return name.equals("name") ? Map.of(name, value) : Map.of("name", "x", name, value);
  }

  @ParameterizedTest
  @CsvSource({"SIZE, 1", "SIZE, 20", "page, two", "name, abc"})
  void aRightValueIsTaken(String name, String value) {
    assertThat(settings().faults("start", Map.of(name, value))).isEmpty();
    assertThat(settings().values("start", Map.of(name, value))).containsEntry(name, value);
  }

  @Test
  void aFunctionIsToldItsOwnSettingsAndThoseOfAll() {
    assertThat(told("reader")).containsExactly("PAGE", "SIZE", "LEVEL");
    assertThat(told("answerer")).containsExactly("SIZE", "LEVEL");
    assertThat(told("writer")).containsExactly("LEVEL");
  }

  private List<String> told(String function) {
    return settings().toldTo(function).map(StackSetting::variable).toList();
  }

  @ParameterizedTest
  @CsvSource({"'', []", "'\"range\": [1]', [1]", "'\"range\": [1, \"x\"]', '[1, x]'"})
  void aSettingWithoutACheckIsNamed(String check, String found) throws IOException {
    Files.writeString(project.resolve(LIST), "{\n\"SIZE\": {\n%s}}".formatted(check));

    assertThatThrownBy(this::settings)
        .isInstanceOf(YamlException.class)
        .hasMessageMatching(
            "serverless/settings\\.json:[23]: SIZE\\.range: expected two whole numbers, found "
                + Pattern.quote(found));
  }
}
