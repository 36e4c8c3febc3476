package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.yaml.YamlException;

class RecipeReaderTest {
  private static final String SMALLEST =
      """
      rows: tr
      key: id
      fields:
        id: {select: td, required: true}
      """;

  @Test
  void theSmallestRecipeLeavesTheRestOpen() {
    Recipe recipe = read(SMALLEST);

    assertThat(recipe.name()).isEqualTo("test");
    assertThat(recipe.missing()).isEmpty();
    assertThat(recipe.layout().present()).isEmpty();
    assertThat(recipe.charset()).isEmpty();
    assertThat(recipe.blocked()).isEmpty();
    assertThat(recipe.follow()).isEqualTo(Follow.NOTHING);
    assertThat(recipe.format()).isEqualTo(Format.HTML);
    Field id = recipe.fields().getFirst();
    assertThat(id.take()).isEqualTo(new Take.Text());
    assertThat(id.type()).isEqualTo(new TextType());
    assertThat(id.match()).isNull();
  }

  @Test
  void readsEverythingARecipeCanSay() {
    Recipe recipe =
        read(
            """
            format: html
            rows: table.m > tr
            key: id
            missing: [N/A, '\\N']
            charset: windows-1251
            layout:
              present: [table.m, h1]
            fields:
              id: {select: td.id, take: '@data-id', match: 'tt\\d+', required: true}
              year: {select: td.year, type: integer, min: 1870, required: false, default: 1999}
              tags: {select: td.tag, all: true, default: [a, b]}
            """);

    assertThat(recipe.missing()).isEqualTo(Set.of("N/A", "\\N"));
    assertThat(recipe.charset()).contains(Charset.forName("windows-1251"));
    assertThat(recipe.layout().present()).map(Selector::text).containsExactly("table.m", "h1");
    assertThat(recipe.fields()).map(Field::name).containsExactly("id", "year", "tags");
    assertThat(recipe.fields()).map(Field::required).containsExactly(true, false, false);
    assertThat(recipe.fields())
        .map(Field::defaults)
        .containsExactly(List.of(), List.of(new BigDecimal(1999)), List.of("a", "b"));
    assertThat(recipe.fields()).map(Field::all).containsExactly(false, false, true);
    assertThat(recipe.fields().getFirst().match()).hasToString("tt\\d+");
    assertThat(recipe.fields().getFirst().take()).isEqualTo(new Take.Attribute("data-id"));
  }

  @Test
  void aSelectorIsATextThatKnowsWhereItStands() {
    Recipe recipe = read(SMALLEST + "layout:\n  present: [h1, 'td[']\n");

    assertThat(recipe.selectors())
        .extracting(Selector::text, selector -> selector.place().toString())
        .containsExactly(
            tuple("tr", "recipes/test.yml:1: rows"),
            tuple("h1", "recipes/test.yml:6: layout.present"),
            tuple("td[", "recipes/test.yml:6: layout.present"),
            tuple("td", "recipes/test.yml:4: fields.id.select"));
  }

  @Test
  void aSingleValueStandsForAListOfOne() {
    Recipe recipe = read(SMALLEST + "missing: '-'\nlayout: {present: h1}\n");

    assertThat(recipe.missing()).containsExactly("-");
    assertThat(recipe.layout().present()).map(Selector::text).containsExactly("h1");
  }

  @Test
  void theVersionFollowsTheContent() {
    assertThat(read(SMALLEST).version())
        .matches("[0-9a-f]{12}")
        .isEqualTo(read(SMALLEST).version());
    assertThat(read(SMALLEST + "# more\n").version()).isNotEqualTo(read(SMALLEST).version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows: tr|''|rows: expected a value, found none",
        "rows: tr|rows: [tr, td]|rows: expected a single value, found a list of 2",
        "key: id|''|key: expected a value, found none",
        "key: id|key: title|key: expected the name of a field, found \"title\"",
        "key: id|key: ID|key: expected the name of a field, found \"ID\"",
        "'select: td, '|''|fields.id.select: expected a value, found none",
        "select: td|select: {a: b}|fields.id.select: expected a single value, found a mapping",
        "', required: true'|''|key: expected a field that is required, found \"id\"",
        "required: true|'required: true, type: list'|key: expected a field that can name a record, found \"id\" of type list",
        "required: true|required: yes|fields.id.required: expected true or false, found \"yes\"",
        "'{select: td, required: true}'|td|fields.id: expected a mapping of names to values, found \"td\"",
        "required: true|'required: true, type: number'|fields.id.type: expected one of TYPES, found \"number\"",
        "required: true|'required: true, take: html'|fields.id.take: expected text, ownText or an attribute such as @href, found \"html\"",
        "required: true|'required: true, match: \"tt(\"'|fields.id.match: expected a regular expression, found \"tt(\": Unclosed group",
        "required: true|'required: true, min: 1'|fields.id.min: expected no such option for type text, found one",
        "required: true|'required: true, type: integer, point: x'|fields.id.point: expected no such option for type integer, found one",
        "required: true|'required: true, type: integer, min: few'|fields.id.min: expected a number, found \"few\"",
        "required: true|'required: true, type: integer, min: 2, max: 1'|fields.id.max: expected at least min, 2, found 1",
        "required: true|'required: true, type: date, format: \"dd.bb.yyyy\"'|fields.id.format: expected a date pattern such as d MMMM yyyy, found \"dd.bb.yyyy\"",
        "required: true|'required: true, type: date, language: et_EE'|fields.id.language: expected a language such as en or et, found \"et_EE\"",
        "required: true|'required: true, type: decimal, point: \"\"'|fields.id.point: expected at least one character, found none",
        "required: true|'required: true, default: x'|fields.id.default: expected none for a field that is required, found one",
        "required: true|'type: integer, default: few'|fields.id.default: expected an integer, found \"few\"",
        "required: true|'type: integer, max: 9, default: 10'|fields.id.default: expected at most 9, found 10",
        "required: true|'default: [a, b]'|fields.id.default: expected a single value, found a list of 2",
        "required: true|'required: true, all: true'|key: expected a field that can name a record, found \"id\" of type list of text",
        "required: true|'all: each'|fields.id.all: expected true or false, found \"each\"",
        "required: true|'default:'|fields.id.default: expected a value, found none",
        "required: true|'required: true, type: decimal, grouping: .'|fields.id.point: expected another sign than grouping, found \".\"",
      })
  void aMistakeIsNamedWithItsPlaceAndWhatWasExpected(String good, String bad, String mistake) {
    String yaml = SMALLEST.replace(good, bad);

    assertThat(yaml).isNotEqualTo(SMALLEST);
    assertThat(mistakes(yaml)).anyMatch(line -> line.endsWith(": " + withWords(mistake)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5|format: pdf|format: expected one of FORMATS, found \"pdf\"",
        "5|charset: utf-9|charset: expected a charset such as windows-1251, found \"utf-9\"",
        "5|charset: ''|charset: expected a charset such as windows-1251, found \"\"",
        "5|rows: td|rows: expected once, found again on line 5 (first on line 1)",
        "5|rules: td|rules: expected one of format, rows, key, missing, charset, layout, blocked, fields, follow, found \"rules\"",
        "5|layout: table|layout: expected a mapping of names to values, found \"table\"",
        "5|'layout: {absent: p}'|layout.absent: expected one of present, found \"absent\"",
        "5|'missing: {a: b}'|missing: expected a single value, found a mapping",
        "5|'  id: {select: th, required: true}'|fields.id: expected once, found again on line 5 (first on line 4)",
      })
  void aMistakeIsNamedWithFileAndLine(int line, String more, String mistake) {
    assertThat(mistakes(SMALLEST + more + "\n"))
        .containsExactly("recipes/test.yml:" + line + ": " + withWords(mistake));
  }

  /// A mistake with the words of all types and formats in it.
  static String withWords(String mistake) {
    return mistake
        .replace("TYPES", words(FieldTypes.ALL.stream().map(FieldTypes.Kind::word).sorted()))
        .replace("FORMATS", words(Arrays.stream(Format.values()).map(Format::word)));
  }

  private static String words(Stream<String> words) {
    return words.collect(Collectors.joining(", "));
  }

  @Test
  void mistakesComeInTheOrderOfTheirLines() {
    String yaml = "key: title\nrules: td\nrows: [td]\nfields:\n  id: {select: td, type: int}\n";

    assertThat(mistakes(yaml))
        .map(mistake -> mistake.replaceFirst("recipes/test.yml:(\\d+): ([a-z.]+): .*", "$1 $2"))
        .containsExactly("1 key", "1 key", "2 rules", "3 rows", "5 fields.id.type");
  }

  @Test
  void theLineIsTheOneOfTheNameThatIsWrong() {
    String yaml =
        SMALLEST
            + """
              limit:
                select: td
                selects:
                  - td
            """;

    assertThat(mistakes(yaml))
        .satisfiesExactlyInAnyOrder(
            name -> assertThat(name).startsWith("recipes/test.yml:5: fields.limit: expected"),
            option ->
                assertThat(option)
                    .startsWith("recipes/test.yml:7: fields.limit.selects: expected"));
  }

  @Test
  void allMistakesAreNamedAtOnceAndEachOnce() {
    String yaml =
        """
        row: tr
        key: [a]
        fields:
          id: {select: [td], type: date, format: [x]}
          order: {select: td}
        """;

    assertThat(mistakes(yaml))
        .doesNotHaveDuplicates()
        .anyMatch(line -> line.startsWith("recipes/test.yml:1: row: "))
        .anyMatch(line -> line.startsWith("recipes/test.yml:1: rows: expected a value"))
        .anyMatch(line -> line.startsWith("recipes/test.yml:2: key: expected a single value"))
        .anyMatch(
            line -> line.startsWith("recipes/test.yml:4: fields.id.select: expected a single"))
        .anyMatch(line -> line.startsWith("recipes/test.yml:4: fields.id.format: "))
        .anyMatch(line -> line.startsWith("recipes/test.yml:5: fields.order: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit", "cursor", "sort", "order", "_run", "1st", "a-b", "a.b", "ü", "''"})
  void aNameThatIsReservedOrOddIsNoFields(String name) {
    assertThat(mistakes(SMALLEST + "  " + name + ": {select: td}\n"))
        .singleElement()
        .asString()
        .startsWith("recipes/test.yml:5: fields.")
        .contains("a name of letters, digits and _ that is none of limit, cursor, sort, order");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fields: {}", "fields: []", "fields: 3", "fields:", "more: 1"})
  void aRecipeWithoutFieldsIsNone(String fields) {
    assertThat(mistakes("rows: tr\nkey: id\n" + fields + "\n"))
        .anyMatch(line -> line.endsWith("fields: expected at least one field, found none"));
  }

  @Test
  void whereAFieldIsCalledIdItIsTheKey() {
    String yaml =
        SMALLEST.replace("key: id", "key: slug") + "  slug: {select: a, required: true}\n";

    assertThat(mistakes(yaml))
        .containsExactly(
            "recipes/test.yml:2: key: expected id, as there is a field of that name,"
                + " found \"slug\"");
    assertThat(read(yaml.replace("  id:", "  title:")).key()).isEqualTo("slug");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DD/MM/YYYY", "HH:mm", "d MMMM", "yyyy", "dd.mm.yyyy"})
  void aDatePatternThatCanNeverGiveADayIsAMistake(String pattern) {
    String type = "required: true, type: date, format: '" + pattern + "'";

    assertThat(mistakes(SMALLEST.replace("required: true", type)))
        .containsExactly(
            "recipes/test.yml:4: fields.id.format: expected a date pattern such as d MMMM yyyy,"
                + " found \""
                + pattern
                + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rows: [",
        "rows: tr\n\tkey: id",
        "a: b: c",
        "rows: *none",
        "--- a\n--- b",
        "rows: \"\\x\""
      })
  void whatIsNoYamlIsNamedWithItsLine(String yaml) {
    assertThat(mistakes(yaml)).first().asString().matches("recipes/test.yml:\\d+: not YAML: .+");
  }

  @Test
  void charactersThatYamlForbidsAreNoYaml() {
    assertThat(mistakes("rows: \u0000"))
        .first()
        .asString()
        .startsWith("recipes/test.yml: not YAML: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a remark\n", "\n\n"})
  void anEmptyFileIsNoRecipe(String yaml) {
    assertThat(mistakes(yaml))
        .containsExactly(
            "recipes/test.yml: expected a mapping of names to values, found an empty file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"movies", "- rows", "3"})
  void aFileThatIsNoMappingIsNoRecipe(String yaml) {
    assertThat(mistakes(yaml))
        .first()
        .asString()
        .startsWith("recipes/test.yml:1: expected a mapping of names to values, found ");
  }

  @Test
  void whateverIsWrongWithItARecipeIsReadOrItsMistakesAreNamed() throws IOException {
    String good = Files.readString(Path.of("../recipes/movies.yml"));
    String signs = " :'\"[]{}>|&*#-,.()\n\\%@!~0aü";
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder yaml = new StringBuilder(good);
      for (int change = 0; change < 1 + i % 3; change++) {
        int at = random.nextInt(yaml.length());
        yaml.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
      }

      assertThatCode(() -> readOrRefuse(yaml.toString())).as("%s", yaml).doesNotThrowAnyException();
    }
  }

  private static void readOrRefuse(String yaml) {
    try {
      read(yaml);
    } catch (YamlException e) {
      assertThat(e).message().startsWith("recipes/test.yml:");
    }
  }

  private static Recipe read(String yaml) {
    return RecipeReader.read("test", "recipes/test.yml", yaml);
  }

  private static List<String> mistakes(String yaml) {
    YamlException e = catchThrowableOfType(YamlException.class, () -> read(yaml));
    assertThat(e).as("mistakes in%n%s", yaml).isNotNull();
    return Arrays.asList(e.getMessage().split("\n"));
  }
}
