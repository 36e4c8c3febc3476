package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakeTest {
  @Test
  void aWordSaysWhichText() {
    assertThat(Take.of("text")).isEqualTo(new Take.Text());
    assertThat(Take.of("ownText")).isEqualTo(new Take.OwnText());
  }

  @Test
  void anAttributesNameIsInLowerCaseHoweverTheRecipeWritesIt() {
    assertThat(Take.of("@DATA-tconst")).isEqualTo(new Take.Attribute("data-tconst"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Text", "html", "@", "@1", "@a b", "href", " @href"})
  void anyOtherWordIsRefused(String word) {
    assertThatThrownBy(() -> Take.of(word))
        .hasMessage("expected text, ownText or an attribute such as @href, found \"" + word + "\"");
  }
}
