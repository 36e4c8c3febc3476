package pagestream.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  /// The mapping of a file without mistakes.
  private static YamlMapping root(String yaml) {
    return Yaml.read("some/file.yml", yaml, root -> root);
  }

  private static List<String> mistakes(String yaml, Function<YamlMapping, ?> reader) {
    return mistakes(yaml, UnaryOperator.identity(), reader);
  }

  private static List<String> mistakes(
      String yaml, UnaryOperator<String> resolve, Function<YamlMapping, ?> reader) {
    YamlException e =
        catchThrowableOfType(
            YamlException.class, () -> Yaml.read("some/file.yml", yaml, resolve, reader));
    assertThat(e).as("mistakes in%n%s", yaml).isNotNull();
    return Arrays.asList(e.getMessage().split("\n"));
  }

  @Test
  void aTextIsReadByItsKey() {
    assertThat(root("a: 1\nb: '2'\n").text("b")).contains("2");
    assertThat(root("a: 1\n").text("b")).isEmpty();
    assertThat(root("a: 1\nb: 2\n").keys()).containsExactly("a", "b");
  }

  @Test
  void anAliasStandsForWhatItsAnchorNames() {
    YamlMapping root = root("a: &one {b: 1}\nc: *one\n");

    assertThat(root.mapping("c").orElseThrow().text("b")).contains("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: &one [*one]\n", "a: &one {b: *one}\n"})
  void anAliasWithinItsOwnAnchorIsRefused(String yaml) {
    assertThat(mistakes(yaml, root -> root))
        .containsExactly(
            "some/file.yml:1: expected an alias outside of what its anchor names, found one within");
  }

  @Test
  void aRequiredTextThatIsMissingIsAMistakeOfItsMapping() {
    assertThat(root("a: 1\n").requiredText("a")).contains("1");
    assertThat(mistakes("a:\n  b: 1\n", root -> root.mapping("a").orElseThrow().requiredText("c")))
        .containsExactly("some/file.yml:2: a.c: expected a value, found none");
  }

  @Test
  void aRequiredTextMayBeEmptyOnlyInQuotes() {
    assertThat(root("a: ''\n").requiredText("a")).contains("");
    assertThat(mistakes("b: 1\na:\n", root -> root.requiredText("a")))
        .containsExactly("some/file.yml:2: a: expected a value, found none");
  }

  @Test
  void aKeyIsThereWhateverItsValueIs() {
    YamlMapping root = root("a: 1\nb: [1]\nc: {}\n");

    assertThat(root.keys()).allMatch(root::isThere);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b: 1\n", "a:\n", "a: []\n"})
  void aKeyWithoutAValueIsNotThere(String yaml) {
    assertThat(mistakes(yaml, root -> root.isThere("a")))
        .containsExactly("some/file.yml:1: a: expected a value, found none");
  }

  @Test
  void allTextsAreReadInTheFilesOrder() {
    assertThat(root("b: 1\na: '2'\n").allTexts())
        .containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
    assertThat(mistakes("b:\na: 1\nc: [1]\n", YamlMapping::allTexts))
        .containsExactly(
            "some/file.yml:1: b: expected a value, found none",
            "some/file.yml:3: c: expected a single value, found a list of 1");
  }

  @Test
  void allMappingsAreReadInTheFilesOrder() {
    Map<String, YamlMapping> all = root("b: {b: 1}\na: {b: 2}\n").allMappings();

    assertThat(all).containsOnlyKeys("b", "a");
    assertThat(texts(List.copyOf(all.values()))).containsExactly("1", "2");
    assertThat(mistakes("b: {}\na: 1\n", YamlMapping::allMappings))
        .containsExactly("some/file.yml:2: a: expected a mapping of names to values, found \"1\"");
  }

  @Test
  void aSectionIsTheMappingOfAKey() {
    assertThat(root("a: {b: 1}\n").section("a").text("b")).contains("1");
    assertThat(mistakes("a: 1\n", root -> root.section("a")))
        .containsExactly("some/file.yml:1: a: expected a mapping of names to values, found \"1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:\n  b: 1\n", "a:\n  s:\n"})
  void aSectionWithNothingInItIsEmptyAndKnowsItsPlace(String yaml) {
    assertThat(root(yaml).section("a").section("s").keys()).isEmpty();
    assertThat(mistakes(yaml, root -> root.section("a").section("s").requiredText("c")))
        .containsExactly("some/file.yml:2: a.s.c: expected a value, found none");
  }

  @Test
  void aSingleValueStandsForAListOfOne() {
    assertThat(root("a: 1\n").texts("a")).containsExactly("1");
    assertThat(root("a: [1, 2]\n").texts("a")).containsExactly("1", "2");
    assertThat(texts(root("a: {b: 1}\n").mappings("a"))).containsExactly("1");
    assertThat(texts(root("a: [{b: 1}, {b: 2}]\n").mappings("a"))).containsExactly("1", "2");
    assertThat(root("a: 1\n").texts("b")).isEmpty();
    assertThat(root("a: 1\n").mappings("b")).isEmpty();
  }

  @Test
  void eachItemOfAListIsParsedAndItsMistakeStandsOnItsOwnLine() {
    assertThat(root("a: [1, 2]\n").allParsed("a", Integer::valueOf)).containsExactly(1, 2);
    assertThat(root("a: 1\n").allParsed("a", Integer::valueOf)).containsExactly(1);
    assertThat(root("a: 1\n").allParsed("b", Integer::valueOf)).isEmpty();
    assertThat(mistakes("a:\n- 1\n- one\n- [2]\n", root -> root.allParsed("a", Integer::valueOf)))
        .containsExactly(
            "some/file.yml:3: a: For input string: \"one\"",
            "some/file.yml:4: a: expected a single value, found a list of 1");
  }

  @Test
  void aValueMayBeAMappingOrNot() {
    YamlMapping root = root("a: {b: 1}\nc: 1\nd: [{e: 1}]\n");

    assertThat(List.of("a", "c", "d", "f")).filteredOn(root::isMapping).containsExactly("a");
  }

  private static List<String> texts(List<YamlMapping> mappings) {
    return mappings.stream().flatMap(mapping -> mapping.text("b").stream()).toList();
  }

  @Test
  void anItemOfTheWrongKindIsAMistakeOnItsOwnLine() {
    assertThat(mistakes("a:\n- 1\n- {b: 1}\n", root -> root.texts("a")))
        .containsExactly("some/file.yml:3: a: expected a single value, found a mapping");
    assertThat(mistakes("a:\n- {b: 1}\n- 1\n", root -> root.mappings("a")))
        .containsExactly("some/file.yml:3: a: expected a mapping of names to values, found \"1\"");
  }

  @Test
  void aFlagIsTrueOrFalse() {
    assertThat(root("a: true\n").flag("a")).contains(true);
    assertThat(root("a: false\n").flag("a")).contains(false);
    assertThat(mistakes("a: yes\n", root -> root.flag("a")))
        .containsExactly("some/file.yml:1: a: expected true or false, found \"yes\"");
    assertThat(mistakes("a: {b: true}\n", root -> root.flag("a")))
        .containsExactly("some/file.yml:1: a: expected true or false, found a mapping");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 12, Integer.MAX_VALUE})
  void aWholeNumberIsRead(int number) {
    assertThat(root("a: " + number).wholeNumber("a")).contains(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5", "2147483648", "''", "1 0"})
  void whatIsNoWholeNumberIsAMistake(String text) {
    assertThat(mistakes("b: 1\na: " + text, root -> root.wholeNumber("a")))
        .containsExactly(
            "some/file.yml:2: a: expected a whole number, found \"%s\""
                .formatted(text.replace("'", "")));
  }

  @Test
  void aListIsNoWholeNumber() {
    assertThat(mistakes("a: [1]", root -> root.wholeNumber("a")))
        .containsExactly("some/file.yml:1: a: expected a whole number, found a list of 1");
  }

  @Test
  void whatIsMadeOfAMappingMayBeRefused() {
    assertThat(root("a: 1\n").made(() -> 2)).contains(2);
    assertThat(
            mistakes(
                "a:\n  b: 1\n",
                root ->
                    root.section("a")
                        .made(() -> {
                          throw new IllegalArgumentException("expected 2, found 1");
                        })))
        .containsExactly("some/file.yml:2: a: expected 2, found 1");
  }

  @Test
  void whatTheReadersParserRefusesIsAMistakeOfTheKey() {
    assertThat(root("a: 12\n").parsed("a", Integer::valueOf)).contains(12);
    assertThat(mistakes("a:\n  few\n", root -> root.parsed("a", Integer::valueOf)))
        .containsExactly("some/file.yml:1: a: For input string: \"few\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: 1\nb: [1, 2]'|2: b: expected a single value, found a list of 2",
        "'a: 1\nb: {c: 1}'|2: b: expected a single value, found a mapping",
        "'a: 1\na: 2\nb: 1'|2: a: expected once, found again on line 2 (first on line 1)",
        "'b: 1\n[c]: 1'|2: expected a name, found a list of 1",
        "'c: 1'|1: c: expected one of a, b, found \"c\"",
        "'- a'|1: expected a mapping of names to values, found a list of 1",
        "'a'|1: expected a mapping of names to values, found \"a\"",
      })
  void aMistakeIsNamedWithItsLineAndPlace(String yaml, String mistake) {
    assertThat(mistakes(yaml, YamlTest::aAndB)).containsExactly("some/file.yml:" + mistake);
  }

  private static Optional<String> aAndB(YamlMapping root) {
    root.allow(List.of("a", "b"));
    return root.text("b");
  }

  @Test
  void allMistakesAreNamedAtOnceInTheOrderOfTheirLinesAndEachOnce() {
    String yaml = "b: [1]\nc: 1\na: {d: [1]}\n";

    assertThat(
            mistakes(
                yaml,
                root -> {
                  root.mapping("a").orElseThrow().text("d");
                  aAndB(root);
                  return aAndB(root);
                }))
        .containsExactly(
            "some/file.yml:1: b: expected a single value, found a list of 1",
            "some/file.yml:2: c: expected one of a, b, found \"c\"",
            "some/file.yml:3: a.d: expected a single value, found a list of 1");
  }

  @Test
  void aReaderNamesMistakesOfItsOwnAndThoseFoundElsewhere() {
    assertThat(
            mistakes(
                "a:\n  b: 1\n",
                root -> {
                  YamlMapping a = root.mapping("a").orElseThrow();
                  a.mistake("b", "2", "1");
                  a.mistake(new Mistake(a.place("b"), "is odd"));
                  return a;
                }))
        .containsExactly(
            "some/file.yml:2: a.b: expected 2, found 1", "some/file.yml:2: a.b: is odd");
  }

  @Test
  void variablesInValuesAreResolved() {
    Map<String, String> variables = Map.of("${x}", "1", "${y}", "2");

    List<List<String>> texts =
        Yaml.read(
            "some/file.yml",
            "a: ${x}\nb: [\"${y}\", 3]\n${x}: 4\n",
            text -> variables.getOrDefault(text, text),
            root -> List.of(root.texts("a"), root.texts("b"), root.texts("${x}")));

    assertThat(texts).containsExactly(List.of("1"), List.of("2", "3"), List.of("4"));
  }

  @Test
  void aVariableThatStandsForNothingIsAMistakeWhereItsValueIsRead() {
    UnaryOperator<String> refuse =
        text -> {
          throw new IllegalArgumentException("expected x to be set, found none");
        };

    assertThat(mistakes("a:\n- ${x}\nb: ${x}\n", refuse, root -> root.texts("a")))
        .containsExactly("some/file.yml:2: a: expected x to be set, found none");
  }

  @Test
  void theMistakesOfAFileThatValuesStandForAreNamedAsTheyAreAndOnce() {
    UnaryOperator<String> elsewhere =
        text -> Yaml.read("another/file.yml", "b:\n", root -> root.requiredText("b").orElse(""));

    assertThat(mistakes("a: [1, 2]\n", elsewhere, root -> root.texts("a")))
        .containsExactly("another/file.yml:1: b: expected a value, found none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a: [", "a: b\n\tc: d", "a: b: c", "a: *none", "--- a\n--- b", "a: \"\\x\""})
  void whatIsNoYamlIsNamedWithItsLine(String yaml) {
    assertThat(mistakes(yaml, YamlTest::aAndB))
        .first()
        .asString()
        .matches("some/file.yml:\\d+: not YAML: .+");
  }

  @Test
  void charactersThatYamlForbidsAreNoYaml() {
    assertThat(mistakes("a: \u0000", YamlTest::aAndB))
        .first()
        .asString()
        .startsWith("some/file.yml: not YAML: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a remark\n", "\n\n"})
  void anEmptyFileIsRefused(String yaml) {
    assertThat(mistakes(yaml, YamlTest::aAndB))
        .containsExactly(
            "some/file.yml: expected a mapping of names to values, found an empty file");
  }

  @Test
  void aMistakeOfTheWholeFileNamesNoLine() {
    assertThat(Mistake.ofFile("some/file.yml", "expected UTF-8, found other bytes"))
        .hasToString("some/file.yml: expected UTF-8, found other bytes");
  }
}
