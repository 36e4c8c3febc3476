package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.aws.Filter;
import pagestream.recipe.Field;
import pagestream.recipe.Recipes;

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
  @ValueSource(strings = {"old", "", "1,994", "1e3", "NaN", "0x7", "1.", ".5", "1 994"})
  void whatIsNoNumberIsRefused(String value) {
    assertThatThrownBy(() -> movies("startYear", value))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("startYear: expected a number, found \"%s\"".formatted(value));
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
  }
}
