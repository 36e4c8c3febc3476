package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakeTest {
  private final Element element =
      Jsoup.parse("<p data-tconst='tt1' title=''>1.\n <a>Jüri   <b>Rumm</b></a>  (1994)</p>")
          .expectFirst("p");

  @Test
  void textIsAllOfItWithWhiteSpaceFolded() {
    assertThat(Take.of("text").from(element)).isEqualTo("1. Jüri Rumm (1994)");
  }

  @Test
  void ownTextLeavesTheChildrenOut() {
    assertThat(Take.of("ownText").from(element)).isEqualTo("1. (1994)");
  }

  @Test
  void anAttributeIsFoundInWhateverCaseTheRecipeWritesIt() {
    assertThat(Take.of("@data-tconst").from(element)).isEqualTo("tt1");
    assertThat(Take.of("@DATA-tconst").from(element)).isEqualTo("tt1");
  }

  @Test
  void anAttributeThatIsNotThereIsEmpty() {
    assertThat(Take.of("@href").from(element)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Text", "html", "@", "@1", "@a b", "href", " @href"})
  void anyOtherWordIsRefused(String word) {
    assertThatThrownBy(() -> Take.of(word))
        .hasMessage("expected text, ownText or an attribute such as @href, found \"" + word + "\"");
  }
}
