package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.pipeline.Filter;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;

/// How a field is asked for by value.
class FieldTest {

  private static Field field(String recipe, String name) {
    return Recipes.packaged().get(recipe).fields().stream()
        .filter(field -> field.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static Filter movies(String name, String value) {
    return filter(field("movies", name), value);
  }

  private static Filter filter(Field field, String value) {
    return switch (field.filter(value)) {
      case Result.Ok<Filter>(Filter filter) -> filter;
      case Result.Rejected<Filter>(Rejection why) ->
          throw new AssertionError("was refused: " + why);
    };
  }

  private static String refused(Field field, String value) {
    return switch (field.filter(value)) {
      case Result.Ok<Filter>(Filter filter) -> throw new AssertionError("was read: " + filter);
      case Result.Rejected<Filter>(Rejection why) -> {
        assertThat(why.reason()).isEqualTo(Reason.VALUE_INVALID);
        yield why.message();
      }
    };
  }

  @Test
  void aTextIsTakenAsItIs() {
    assertThat(movies("primaryTitle", " Jüri "))
        .isEqualTo(new Filter.Equal("primaryTitle", " Jüri "));
    assertThat(filter(field("imdb-chart", "url"), "https://example.org/"))
        .isEqualTo(new Filter.Equal("url", "https://example.org/"));
  }

  @Test
  void aNumberIsComparedAsANumber() {
    assertThat(movies("startYear", "1994"))
        .isEqualTo(new Filter.Equal("startYear", new BigDecimal("1994")));
    for (String value : List.of("9.2", "9.20", "+9.2", "09.2")) {
      assertThat(filter(field("imdb-chart", "rating"), value))
          .isEqualTo(new Filter.Equal("rating", new BigDecimal("9.2")));
    }
    assertThat(filter(field("imdb-chart", "rating"), ".5"))
        .isEqualTo(new Filter.Equal("rating", new BigDecimal("0.5")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "1,994", "1e3", "NaN", "0x7", ".", "1 994"})
  void whatIsNoNumberIsRefused(String value) {
    assertThat(refused(field("imdb-chart", "rating"), value))
        .isEqualTo("expected a decimal, found \"%s\"".formatted(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "1994.5"})
  void whatIsNoWholeNumberIsRefused(String value) {
    assertThat(refused(field("movies", "startYear"), value))
        .isEqualTo("expected an integer, found \"%s\"".formatted(value));
  }

  @Test
  void aNumberOfMoreDigitsThanAreStoredIsRefused() {
    assertThat(refused(field("imdb-chart", "rating"), "1".repeat(39)))
        .contains("a decimal of at most 38 digits");
    assertThat(refused(field("movies", "startYear"), "1".repeat(39))).contains("an integer");
  }

  @Test
  void aFlagIsTrueOrFalse() {
    assertThat(movies("isAdult", "true")).isEqualTo(new Filter.Equal("isAdult", true));
    assertThat(movies("isAdult", "false")).isEqualTo(new Filter.Equal("isAdult", false));
    assertThat(refused(field("movies", "isAdult"), "True"))
        .isEqualTo("expected true or false, found \"True\"");
  }

  @Test
  void aListHasTheValueAmongOthers() {
    assertThat(movies("genres", "Drama")).isEqualTo(new Filter.Member("genres", "Drama"));
    assertThat(refused(field("movies", "genres"), "Drama,Crime"))
        .isEqualTo("expected one member of the list, found \"Drama,Crime\"");
  }

  @Test
  void aFieldThatTakesAllHasTheValueAmongOthers() {
    Field years = all(new IntegerType("", new NumberRange(null, null)));

    assertThat(filter(years, "1994"))
        .isEqualTo(new Filter.Member("several", new BigDecimal("1994")));
    assertThat(refused(years, "old")).isEqualTo("expected an integer, found \"old\"");
    assertThat(filter(all(new ListType(",")), "Drama"))
        .isEqualTo(new Filter.Member("several", "Drama"));
  }

  @Test
  void aFieldThatTakesAllSaysOfWhatItIsAList() {
    assertThat(all(new TextType()).typeName()).isEqualTo("list of text");
    assertThat(all(new ListType(",")).typeName()).isEqualTo("list");
    assertThat(field("movies", "startYear").typeName()).isEqualTo("integer");
  }

  private static Field all(FieldType type) {
    Field any = field("movies", "id");
    return new Field("several", any.select(), true, any.take(), false, null, type, List.of());
  }

  @Test
  void aDayIsWrittenAsItIsStored() {
    FieldType type = new DateType(DateTimeFormatter.ofPattern("dd.MM.uuuu"), "dd.MM.uuuu");
    Field since = ofType("since", type);

    assertThat(filter(since, "2026-11-21")).isEqualTo(new Filter.Equal("since", "2026-11-21"));
    assertThat(refused(since, "heute")).isEqualTo("expected a day as 2026-11-21, found \"heute\"");
  }

  @Test
  void anAddressIsEncodedAsItIsStored() {
    Field link = ofType("link", new UrlType());

    assertThat(filter(link, "https://example.org/a b"))
        .isEqualTo(new Filter.Equal("link", "https://example.org/a%20b"));
    assertThat(refused(link, "/a")).isEqualTo("expected an absolute http(s) URL, found \"/a\"");
  }

  private static Field ofType(String name, FieldType type) {
    Field any = field("movies", "id");
    return new Field(name, any.select(), false, any.take(), false, null, type, List.of());
  }
}
