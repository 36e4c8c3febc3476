package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlankTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "\t", "\r\n", "\u00a0", "\u202f", "\u2007", "\u3000", "\u200b", "\u200c", "\u200d",
        "\u200e", "\u200f", "\u2060", "\ufeff"
      })
  void whatNobodySeesIsTakenOffBothEnds(String blank) {
    assertThat(Blank.strip(blank + " 1994" + blank + blank)).isEqualTo("1994");
    assertThat(Blank.strip(blank)).isEmpty();
  }

  @Test
  void whatStandsWithinAndWhatIsSeenStays() {
    assertThat(Blank.strip("Jüri\u00a0 Rumm")).isEqualTo("Jüri\u00a0 Rumm");
    assertThat(Blank.strip("\u2013🎬")).isEqualTo("\u2013🎬");
    assertThat(Blank.strip("")).isEmpty();
  }
}
