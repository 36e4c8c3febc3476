package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.aws.Filter;
import pagestream.catalog.Field;
import pagestream.catalog.FieldType;
import pagestream.catalog.Recipes;

class FieldFilterTest {

  private static Field field(String recipe, String name) {
    return Recipes.packed().get(recipe).fields().stream()
        .filter(field -> field.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static Filter movies(String name, String value) {
    return FieldFilter.of(field("movies", name), value);
  }

  @Test
  void aTextIsTakenAsItIs() {
    assertThat(movies("primaryTitle", " Jüri "))
        .isEqualTo(new Filter.Equal("primaryTitle", " Jüri "));
    assertThat(FieldFilter.of(field("imdb-chart", "url"), "https://example.org/"))
        .isEqualTo(new Filter.Equal("url", "https://example.org/"));
  }

  @Test
  void aNumberIsComparedAsANumber() {
    assertThat(movies("startYear", "1994"))
        .isEqualTo(new Filter.Equal("startYear", new BigDecimal("1994")));
    assertThat(FieldFilter.of(field("imdb-chart", "rating"), "9.2"))
        .isEqualTo(new Filter.Equal("rating", new BigDecimal("9.2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "1,994", "1e3", "NaN", "0x7", "1.", ".5", "1 994"})
  void whatIsNoNumberIsRefused(String value) {
    assertThatThrownBy(() -> FieldFilter.of(field("imdb-chart", "rating"), value))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("rating: expected a number, found \"%s\"".formatted(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "1994.5"})
  void whatIsNoWholeNumberIsRefused(String value) {
    assertThatThrownBy(() -> movies("startYear", value))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("startYear: expected a whole number, found \"%s\"".formatted(value));
  }

  @Test
  void aFlagIsTrueOrFalse() {
    assertThat(movies("isAdult", "true")).isEqualTo(new Filter.Equal("isAdult", true));
    assertThat(movies("isAdult", "false")).isEqualTo(new Filter.Equal("isAdult", false));
    assertThatThrownBy(() -> movies("isAdult", "True"))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("isAdult: expected true or false, found \"True\"");
  }

  @Test
  void aListHasTheValueAmongOthers() {
    assertThat(movies("genres", "Drama")).isEqualTo(new Filter.Member("genres", "Drama"));
    assertThatThrownBy(() -> movies("genres", "Drama,Crime"))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("genres: expected one member of the list, found \"Drama,Crime\"");
  }

  @Test
  void aDayIsWrittenAsItIsStored() {
    FieldType type = new FieldType.Day(DateTimeFormatter.ofPattern("dd.MM.uuuu"), "dd.MM.uuuu");
    Field since = ofType("since", type);

    assertThat(FieldFilter.of(since, "2026-11-21"))
        .isEqualTo(new Filter.Equal("since", "2026-11-21"));
    assertThatThrownBy(() -> FieldFilter.of(since, "heute"))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("since: expected a day as 2026-11-21, found \"heute\"");
  }

  @Test
  void anAddressIsEncodedAsItIsStored() {
    Field link = ofType("link", new FieldType.Url());

    assertThat(FieldFilter.of(link, "https://example.org/a b"))
        .isEqualTo(new Filter.Equal("link", "https://example.org/a%20b"));
    assertThatThrownBy(() -> FieldFilter.of(link, "/a"))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("link: expected an absolute http(s) URL, found \"/a\"");
  }

  private static Field ofType(String name, FieldType type) {
    Field any = field("movies", "id");
    return new Field(name, any.select(), any.take(), false, null, type);
  }
}
