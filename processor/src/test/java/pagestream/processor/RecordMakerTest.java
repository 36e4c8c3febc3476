package pagestream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.catalog.RecipeReader;
import pagestream.catalog.Recipes;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.pipeline.TypedRecord;

class RecordMakerTest {
  private static final RecordMaker MOVIES = new RecordMaker(Recipes.packaged().get("movies"));

  private static final Map<String, String> JURI_RUMM =
      Map.of(
          "id", "tt0292215",
          "primaryTitle", "Jüri Rumm",
          "originalTitle", "Jüri Rumm",
          "isAdult", "False",
          "startYear", "1994",
          "runtimeMinutes", "90",
          "genres", "Adventure,Drama");

  @Test
  void aRowOfTheContractBecomesItsItem() {
    TypedRecord record = made(MOVIES, JURI_RUMM);

    assertThat(record.id()).isEqualTo("tt0292215");
    assertThat(record.fields())
        .isEqualTo(
            Map.of(
                "id",
                "tt0292215",
                "primaryTitle",
                "Jüri Rumm",
                "originalTitle",
                "Jüri Rumm",
                "isAdult",
                false,
                "startYear",
                new BigDecimal("1994"),
                "runtimeMinutes",
                new BigDecimal("90"),
                "genres",
                List.of("Adventure", "Drama")));
  }

  @Test
  void fieldsStandInTheRecipesOrder() {
    assertThat(made(MOVIES, JURI_RUMM).fields().keySet())
        .containsExactly(
            "id",
            "primaryTitle",
            "originalTitle",
            "isAdult",
            "startYear",
            "runtimeMinutes",
            "genres");
  }

  @ParameterizedTest
  @ValueSource(strings = {"N/A", " N/A\u00a0", "\\N", "", " ", "\u200b\u00a0"})
  void aMissingValueIsAnAbsentField(String missing) {
    assertThat(made(MOVIES, with("startYear", missing)).fields())
        .doesNotContainKey("startYear")
        .hasSize(6);
  }

  @Test
  void aTextThatThePageDidNotHaveIsAnAbsentField() {
    Map<String, String> fields = new HashMap<>(JURI_RUMM);
    fields.remove("genres");
    fields.put("originalTitle", null);

    assertThat(made(MOVIES, fields).fields()).doesNotContainKeys("genres", "originalTitle");
  }

  @Test
  void aTextThatTheRecipeDoesNotKnowIsLeftOut() {
    assertThat(made(MOVIES, with("rating", "9")).fields()).doesNotContainKey("rating");
  }

  @Test
  void textsAreTrimmedBeforeTheyAreRead() {
    TypedRecord record = made(MOVIES, with("startYear", "\u00a0 1994\u200b\n"));

    assertThat(record.fields()).containsEntry("startYear", new BigDecimal("1994"));
    assertThat(record.hash()).isEqualTo(made(MOVIES, JURI_RUMM).hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"N/A", "", "\u00a0"})
  void aRequiredValueThatIsMissingRejectsTheRow(String missing) {
    assertThat(rejected(MOVIES, with("primaryTitle", missing)))
        .isEqualTo(
            new Rejection(Reason.VALUE_MISSING, "primaryTitle: expected a value, found none"));
  }

  @Test
  void aValueOfAnotherTypeRejectsTheRowAndNamesTheField() {
    assertThat(rejected(MOVIES, with("runtimeMinutes", "1h 30m")))
        .isEqualTo(
            new Rejection(
                Reason.VALUE_INVALID, "runtimeMinutes: expected an integer, found \"1h 30m\""));
  }

  @Test
  void aValueOutsideItsRangeRejectsTheRowAsSuch() {
    assertThat(rejected(MOVIES, with("startYear", "1869")))
        .isEqualTo(
            new Rejection(
                Reason.VALUE_OUT_OF_RANGE, "startYear: expected from 1870 to 2100, found 1869"));
  }

  @Test
  void aMatchFindsTheValueWithinItsText() {
    assertThat(made(MOVIES, with("id", "/title/tt0292215/?ref=x")).id()).isEqualTo("tt0292215");
  }

  @Test
  void aTextWithoutItsMatchRejectsTheRow() {
    assertThat(rejected(MOVIES, with("id", "nm0000001")))
        .isEqualTo(
            new Rejection(
                Reason.VALUE_INVALID, "id: expected a text with tt\\d+, found \"nm0000001\""));
  }

  @Test
  void aMissingValueWithinATextIsAnAbsentFieldToo() {
    RecordMaker maker = maker("rating: {select: td, match: 'Rating:(.*)'}");

    for (String text : List.of("Rating: N/A", "Rating:", "Rating: \u200b")) {
      assertThat(made(maker, Map.of("id", "a", "rating", text)).fields())
          .doesNotContainKey("rating");
    }
    assertThat(made(maker, Map.of("id", "a", "rating", "Rating: 9 ")).fields())
        .containsEntry("rating", "9");
  }

  @Test
  void aFieldWithoutAValueHasItsDefault() {
    RecordMaker maker =
        maker("price: {select: b, type: decimal, point: ',', match: '[^ ]*', default: '0,50'}");

    assertThat(made(maker, Map.of("id", "a")).fields())
        .containsEntry("price", new BigDecimal("0.5"));
    for (String missing : List.of("", "N/A", " \u00a0")) {
      assertThat(made(maker, Map.of("id", "a", "price", missing)))
          .isEqualTo(made(maker, Map.of("id", "a")));
    }
    assertThat(made(maker, Map.of("id", "a", "price", "2,5 EUR")).fields())
        .containsEntry("price", new BigDecimal("2.5"));
  }

  @Test
  void aValueThatIsNotOfItsTypeIsNotReplacedByTheDefault() {
    RecordMaker maker = maker("year: {select: b, type: integer, default: 0}");

    assertThat(rejected(maker, Map.of("id", "a", "year", "old")).reason())
        .isEqualTo(Reason.VALUE_INVALID);
  }

  @Test
  void aFieldOfAllElementsIsAListOfTheirValues() {
    RecordMaker maker =
        maker("years: {select: b, all: true, type: integer, match: '\\d+|-', default: [1, 2]}");

    assertThat(years(maker, List.of("in 1994", "N/A", "\u00a0", "1994", " 2001 ")))
        .isEqualTo(years(1994, 1994, 2001));
    assertThat(years(maker, "1994")).isEqualTo(years(1994));
    assertThat(years(maker, List.of("", "N/A"))).isEqualTo(years(1, 2));
    assertThat(rejected(maker, Map.of("id", "a", "years", List.of("1994", "-"))))
        .isEqualTo(new Rejection(Reason.VALUE_INVALID, "years: expected an integer, found \"-\""));
  }

  @Test
  void theListsOfAllElementsAreOneList() {
    RecordMaker maker = maker("tags: {select: b, all: true, type: list}");

    assertThat(made(maker, Map.of("id", "a", "tags", List.of("b, c", "d"))).fields())
        .containsEntry("tags", List.of("b", "c", "d"));
  }

  @Test
  void aRequiredListHasAtLeastOneValue() {
    RecordMaker maker = maker("tags: {select: b, all: true, required: true}");

    assertThat(rejected(maker, Map.of("id", "a", "tags", List.of("", "N/A"))))
        .isEqualTo(new Rejection(Reason.VALUE_MISSING, "tags: expected a value, found none"));
  }

  @Test
  void listsOfOtherValuesOrAnotherOrderHaveOtherHashes() {
    RecordMaker maker = maker("tags: {select: b, all: true}");
    String hash = made(maker, Map.of("id", "a", "tags", List.of("b", "c"))).hash();

    assertThat(made(maker, Map.of("tags", List.of(" b ", "c"), "id", "a")).hash()).isEqualTo(hash);
    assertThat(made(maker, Map.of("id", "a", "tags", List.of("c", "b"))).hash()).isNotEqualTo(hash);
    assertThat(made(maker, Map.of("id", "a", "tags", List.of("b"))).hash()).isNotEqualTo(hash);
  }

  @Test
  void ofARowWithAListWhereTheRecipeTakesOneTheFirstCounts() {
    assertThat(
            made(maker("tag: {select: b}"), Map.of("id", "a", "tag", List.of("b", "c"))).fields())
        .containsEntry("tag", "b");
  }

  private static Object years(RecordMaker maker, Object texts) {
    return made(maker, Map.of("id", "a", "years", texts)).fields().get("years");
  }

  private static List<BigDecimal> years(int... years) {
    return Arrays.stream(years).mapToObj(BigDecimal::valueOf).toList();
  }

  @Test
  void aRequiredValueWhoseMatchIsEmptyIsMissing() {
    RecordMaker maker = maker("slug: {select: a, required: true, match: '[a-z]*'}");

    assertThat(rejected(maker, Map.of("id", "a", "slug", "-film")).reason())
        .isEqualTo(Reason.VALUE_MISSING);
  }

  @Test
  void aNumberAsKeyIsWrittenPlainly() {
    RecordMaker maker =
        maker(RECIPE.replace("required: true", "required: true, type: decimal"), "");

    assertThat(made(maker, Map.of("id", "100")).id()).isEqualTo("100");
    assertThat(made(maker, Map.of("id", "1.50")).id()).isEqualTo("1.5");
  }

  @Test
  void aKeyHasAtMostAThousandAndTwentyFourBytes() {
    RecordMaker maker = maker("");

    assertThat(made(maker, Map.of("id", "ü".repeat(512))).id()).hasSize(512);
    assertThat(rejected(maker, Map.of("id", "ü".repeat(512) + "x")))
        .isEqualTo(
            new Rejection(
                Reason.KEY_INVALID, "id: expected a key of at most 1024 bytes, found more"));
  }

  @Test
  void theHashDependsOnTheContentAlone() {
    TypedRecord first = made(MOVIES, JURI_RUMM);

    assertThat(whole(MOVIES.make(new Row(99, new LinkedHashMap<>(JURI_RUMM)))).hash())
        .isEqualTo(first.hash());
    assertThat(made(MOVIES, with("startYear", "1995")).hash()).isNotEqualTo(first.hash());
    assertThat(made(MOVIES, with("startYear", "N/A")).hash()).isNotEqualTo(first.hash());
  }

  private static final String RECIPE =
      """
      rows: tr
      key: id
      missing: N/A
      fields:
        id: {select: td, required: true}
      """;

  private static RecordMaker maker(String field) {
    return maker(RECIPE, "  " + field + "\n");
  }

  private static RecordMaker maker(String recipe, String field) {
    return new RecordMaker(RecipeReader.read("test", "recipes/test.yml", recipe + field));
  }

  private static Map<String, String> with(String field, String text) {
    Map<String, String> fields = new HashMap<>(JURI_RUMM);
    fields.put(field, text);
    return fields;
  }

  private static TypedRecord made(RecordMaker maker, Map<String, ?> fields) {
    return whole(maker.make(new Row(3, new LinkedHashMap<>(fields))));
  }

  private static TypedRecord whole(Result<TypedRecord> made) {
    return switch (made) {
      case Result.Ok<TypedRecord>(TypedRecord record) -> record;
      case Result.Rejected<TypedRecord>(Rejection why) ->
          throw new AssertionError("was rejected: " + why);
    };
  }

  private static Rejection rejected(RecordMaker maker, Map<String, ?> fields) {
    return switch (maker.make(new Row(3, new LinkedHashMap<>(fields)))) {
      case Result.Ok<TypedRecord>(TypedRecord record) ->
          throw new AssertionError("was made: " + record);
      case Result.Rejected<TypedRecord>(Rejection why) -> why;
    };
  }
}
