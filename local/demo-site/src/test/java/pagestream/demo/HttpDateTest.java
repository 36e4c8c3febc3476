package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant TIME = Instant.parse("1994-11-06T08:49:37Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void isReadInItsThreeForms(String date) {
    assertThat(HttpDate.parse(date)).hasValue(TIME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1994-11-06", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 31 Feb 2026"})
  void isNothingElse(String text) {
    assertThat(HttpDate.parse(text)).isEmpty();
  }

  @Test
  void isWrittenInOne() {
    assertThat(HttpDate.format(TIME.plusMillis(999))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }
}
