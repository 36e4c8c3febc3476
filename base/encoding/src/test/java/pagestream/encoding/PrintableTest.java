package pagestream.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "Jüri Rumm – \"õ\" 🎬", "\\u001B", "نص عربي", "👩\u200D👧"})
  void whatIsHarmlessStaysAsItIs(String text) {
    assertThat(Printable.of(text)).isSameAs(text);
  }

  @Test
  void whatCouldFeignAnotherLineOrSteerATerminalIsSpelledOut() {
    assertThat(Printable.of("a\r\nWARN b\u2028c\u0085d"))
        .isEqualTo("a\\u000D\\u000AWARN b\\u2028c\\u0085d");
    assertThat(Printable.of("\u001B[2Jgone\u0000\t")).isEqualTo("\\u001B[2Jgone\\u0000\\u0009");
    assertThat(Printable.of("user\u202Etxt.exe\u2066")).isEqualTo("user\\u202Etxt.exe\\u2066");
    assertThat(Printable.of("half \uD83C of one 🎬")).isEqualTo("half \\uD83C of one 🎬");
  }
}
