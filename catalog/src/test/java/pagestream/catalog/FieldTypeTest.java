package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;

/// What texts become, with each type as a recipe writes it.
class FieldTypeTest {
  @Test
  void aTextStaysAsItIs() {
    assertThat(value("type: text", "Jüri \"Rumm\"")).isEqualTo("Jüri \"Rumm\"");
  }

  @Test
  void withoutATypeItIsAText() {
    assertThat(value("take: text", "1994")).isEqualTo("1994");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "007,7", "+5,5", "-12,-12", "999999999999999999,999999999999999999"})
  void anIntegerIsItsDigits(String text, String number) {
    assertThat(value("type: integer", text)).isEqualTo(new BigDecimal(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0", "1,000", "1e3", "٣", "- 5", "--5", "12 min", "1000000000000000000"})
  void whatIsNoIntegerIsRefused(String text) {
    assertThat(refused("type: integer", text))
        .isEqualTo(
            new Rejection(Reason.VALUE_INVALID, "expected an integer, found \"" + text + "\""));
  }

  @Test
  void groupingIsTakenOutOfAnInteger() {
    assertThat(value("type: integer, grouping: ','", "2,751,568"))
        .isEqualTo(new BigDecimal("2751568"));
    assertThat(refused("type: integer, grouping: ','", ",").message()).contains("\",\"");
  }

  @ParameterizedTest
  @CsvSource({
    "9.30, 9.3",
    "10, 10",
    "-.5, -0.5",
    "5., 5",
    "0.00, 0",
    "100, 100",
    "0.00000000000000000000000000000000000001, 0.00000000000000000000000000000000000001",
    "99999999999999999999999999999999999999, 99999999999999999999999999999999999999"
  })
  void aDecimalIsExact(String text, BigDecimal number) {
    assertThat((BigDecimal) value("type: decimal", text)).isEqualByComparingTo(number);
  }

  @Test
  void decimalsThatAreEqualLookEqual() {
    assertThat(value("type: decimal", "9.50")).isEqualTo(value("type: decimal", "9.5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "", "1.2.3", "1,5", "1e3", "NaN", "½", "+-1"})
  void whatIsNoDecimalIsRefused(String text) {
    assertThat(refused("type: decimal", text).message())
        .isEqualTo("expected a decimal, found \"" + text + "\"");
  }

  @Test
  void aDecimalOfMoreDigitsThanDynamoDbKeepsIsRefused() {
    for (String text : List.of("1." + "1".repeat(38), "0." + "0".repeat(38) + "1")) {
      assertThat(refused("type: decimal", text).message()).contains("of at most 38 digits");
    }
  }

  @Test
  void trailingZerosBeforeThePointAreDigitsToo() {
    assertThat(refused("type: decimal", "1" + "0".repeat(38)).message())
        .contains("of at most 38 digits");
    assertThat(value("type: decimal", "1" + "0".repeat(37))).isEqualTo(new BigDecimal("1E+37"));
  }

  @Test
  void zerosAroundADecimalAreNoDigits() {
    String zeros = "0".repeat(100);

    assertThat(value("type: decimal", zeros + "9.5" + zeros)).isEqualTo(new BigDecimal("9.5"));
    assertThat(value("type: decimal", "-" + zeros + "9")).isEqualTo(new BigDecimal("-9"));
    assertThat(value("type: decimal", "+" + zeros + ".")).isEqualTo(BigDecimal.ZERO);
    assertThat(value("type: decimal", "-." + zeros)).isEqualTo(BigDecimal.ZERO);
    assertThat(value("type: decimal", zeros)).isEqualTo(BigDecimal.ZERO);
  }

  /// Reading them takes a time that grows with the square of their number.
  @Test
  void theDigitsOfANumberAreCountedBeforeTheyAreRead() {
    String digits = "1".repeat(4_000_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(refused("type: decimal", digits).message()).contains("of at most 38 digits");
          assertThat(refused("type: decimal", "0." + digits).message())
              .contains("of at most 38 digits");
          assertThat(refused("type: integer", digits).message()).startsWith("expected an integer");
        });
  }

  @ParameterizedTest
  @CsvSource({"integer", "decimal"})
  void aNumberOfAsManyDigitsAsATableKeepsCanBeAskedFor(String type) {
    for (String number : List.of("1234567890123456789", "9".repeat(38), "-" + "9".repeat(38))) {
      assertThat(type("type: " + type).filter("f", number))
          .isEqualTo(Result.ok(new Filter.Equal("f", new BigDecimal(number))));
    }
    assertThat(type("type: " + type).filter("f", "9".repeat(39)))
        .isInstanceOf(Result.Rejected.class);
  }

  @Test
  void aDecimalMayHaveAnotherPointAndGrouping() {
    assertThat(value("type: decimal, point: ',', grouping: '.'", "1.234.567,50"))
        .isEqualTo(new BigDecimal("1234567.5"));
    assertThat(value("type: decimal, grouping: ' '", "1 234.5"))
        .isEqualTo(new BigDecimal("1234.5"));
  }

  @Test
  void whereThePointIsACommaADotIsNone() {
    assertThat(refused("type: decimal, point: ','", "1.234").reason())
        .isEqualTo(Reason.VALUE_INVALID);
    assertThat(value("type: decimal, point: ','", "1,5")).isEqualTo(new BigDecimal("1.5"));
  }

  @ParameterizedTest
  @CsvSource({"true,true", "YES,true", "1,true", "False,false", "no,false", "0,false"})
  void aBooleanIsOneOfItsWordsInAnyCase(String text, boolean flag) {
    assertThat(value("type: boolean", text)).isEqualTo(flag);
  }

  @Test
  void aBooleanMayHaveItsOwnWords() {
    String type = "type: boolean, trueWords: [Jah, ON], falseWords: EI";

    assertThat(value(type, "jah")).isEqualTo(true);
    assertThat(value(type, "on")).isEqualTo(true);
    assertThat(value(type, "Ei")).isEqualTo(false);
    assertThat(refused(type, "true").message())
        .isEqualTo("expected one of [jah, on] or [ei], found \"true\"");
  }

  @Test
  void aListIsSplitAndItsEmptyTextsLeftOut() {
    assertThat(value("type: list", "Adventure, Drama,,\u00a0,Õudus"))
        .isEqualTo(List.of("Adventure", "Drama", "Õudus"));
    assertThat(value("type: list", "Drama")).isEqualTo(List.of("Drama"));
  }

  @Test
  void aListsSeparatorIsNoRegularExpression() {
    assertThat(value("type: list, separator: '|'", "a|b,c")).isEqualTo(List.of("a", "b,c"));
    assertThat(value("type: list, separator: ' / '", "a / b/c")).isEqualTo(List.of("a", "b/c"));
  }

  @Test
  void aListOfNothingIsRefused() {
    assertThat(refused("type: list", ", ,").message())
        .isEqualTo("expected a list separated by \",\", found \", ,\"");
  }

  @ParameterizedTest
  @CsvSource({
    "type: date, 2026-11-21",
    "'type: date, format: dd.MM.yyyy', 21.11.2026",
    "'type: date, format: d MMMM yyyy', 21 November 2026",
    "'type: date, format: d. MMMM yyyy, language: et', 21. november 2026",
    "'type: date, format: d MMMM yyyy, language: ru', 21 ноября 2026",
    "'type: date, format: \"''day'' d.M.yyyy\"', day 21.11.2026",
    "'type: date, format: \"d.M.yyyy HH:mm\"', 21.11.2026 10:15"
  })
  void aDateBecomesItsIsoForm(String type, String text) {
    assertThat(value(type, text)).isEqualTo("2026-11-21");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-29", "2026-13-01", "26-01-01", "21.11.2026", "2026-11-21T10:15"})
  void whatIsNoDayIsRefused(String text) {
    assertThat(refused("type: date", text).message())
        .isEqualTo("expected a date as uuuu-MM-dd, found \"" + text + "\"");
  }

  @Test
  void aRefusedDateNamesThePatternAsTheRecipeHasIt() {
    assertThat(refused("type: date, format: dd.MM.yyyy", "31.02.2026").message())
        .isEqualTo("expected a date as dd.MM.yyyy, found \"31.02.2026\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.ee",
        "https://a.ee:8080/x?y=ü#z",
        "HTTPS://A.EE/",
        "https://et.wikipedia.org/wiki/Jüri"
      })
  void anAbsoluteWebAddressIsAUrl(String text) {
    assertThat(value("type: url", text)).isEqualTo(text);
  }

  @Test
  void whatBrowsersTakeInAnAddressIsPercentEncoded() {
    assertThat(value("type: url", "http://a.ee/p/2 ü|{x}"))
        .isEqualTo("http://a.ee/p/2%20ü%7C%7Bx%7D");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/title/tt1",
        "//a.ee/x",
        "a.ee",
        "ftp://a.ee",
        "javascript:alert(1)",
        "http://",
        "https:a",
        "http://a b"
      })
  void whatIsNoAbsoluteWebAddressIsRefused(String text) {
    assertThat(refused("type: url", text).message())
        .isEqualTo("expected an absolute http(s) URL, found \"" + text + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10", "9.99999", "1.0"})
  void aRangeIncludesBothEnds(String text) {
    assertThat((BigDecimal) value("type: decimal, min: 1, max: 10", text))
        .isEqualByComparingTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'min: 1870, max: 2100', 1869, from 1870 to 2100",
    "'min: 1870, max: 2100', 2101, from 1870 to 2100",
    "min: 1, 0, at least 1",
    "max: 9, 10, at most 9"
  })
  void outsideItsRangeANumberIsRefusedAsSuch(String range, String text, String expected) {
    assertThat(refused("type: integer, " + range, text))
        .isEqualTo(
            new Rejection(Reason.VALUE_OUT_OF_RANGE, "expected " + expected + ", found " + text));
  }

  @Test
  void aLongTextIsQuotedInPart() {
    assertThat(refused("type: integer", "x".repeat(5_000)).message()).hasSizeLessThan(150);
  }

  @Test
  void aTypeIsCalledByTheWordThatRecipesName() {
    assertThat(FieldTypes.ALL)
        .allSatisfy(kind -> assertThat(type("type: " + kind.word()).word()).isEqualTo(kind.word()));
  }

  @Test
  void onlyAListIsAListAndOnlyAUrlIsAnAddress() {
    assertThat(FieldTypes.ALL)
        .map(FieldTypes.Kind::word)
        .filteredOn(word -> type("type: " + word).isList())
        .containsExactly("list");
    assertThat(FieldTypes.ALL)
        .map(FieldTypes.Kind::word)
        .filteredOn(word -> type("type: " + word).isAddress())
        .containsExactly("url");
  }

  private static Object value(String type, String text) {
    return switch (parse(type, text)) {
      case Result.Ok<Object>(Object value) -> value;
      case Result.Rejected<Object>(Rejection why) ->
          throw new AssertionError("was refused: " + why);
    };
  }

  private static Rejection refused(String type, String text) {
    return switch (parse(type, text)) {
      case Result.Ok<Object>(Object value) -> throw new AssertionError("was read: " + value);
      case Result.Rejected<Object>(Rejection why) -> why;
    };
  }

  private static Result<Object> parse(String type, String text) {
    return type(type).parse(text);
  }

  private static FieldType type(String type) {
    String yaml =
        """
        rows: tr
        key: id
        fields:
          id: {select: td, required: true}
          f: {select: td, %s}
        """;
    Recipe recipe = RecipeReader.read("test", "recipes/test.yml", yaml.formatted(type));
    return recipe.fields().getLast().type();
  }
}
