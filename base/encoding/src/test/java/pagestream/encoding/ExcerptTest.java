package pagestream.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void aTextThatIsShortEnoughStandsAsItIs() {
    assertThat(Excerpt.of("", 3)).isEmpty();
    assertThat(Excerpt.of("abc", 3)).isEqualTo("abc");
  }

  @Test
  void aLongerTextIsCutAndSaysSo() {
    assertThat(Excerpt.of("abcd", 3)).isEqualTo("abc…");
  }

  @Test
  void noCharacterIsCutInTwo() {
    assertThat(Excerpt.of("ab🎬🎬", 3)).isEqualTo("ab…");
    assertThat(Excerpt.of("ab🎬🎬", 4)).isEqualTo("ab🎬…");
  }
}
