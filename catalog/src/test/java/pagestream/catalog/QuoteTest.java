package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuoteTest {
  @Test
  void eightyCharactersStandAsTheyAre() {
    assertThat(Quote.of("x".repeat(80))).isEqualTo("x".repeat(80));
  }

  @Test
  void longerTextsAreCut() {
    assertThat(Quote.of("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
  }

  @Test
  void noCharacterIsCutInTwo() {
    assertThat(Quote.of("x".repeat(79) + "🎬🎬")).isEqualTo("x".repeat(79) + "…");
  }
}
