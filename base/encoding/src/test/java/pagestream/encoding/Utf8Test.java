package pagestream.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void textInUtf8IsValid() {
    assertThat(Utf8.isValid("Jüri".getBytes(UTF_8))).isTrue();
    assertThat(Utf8.isValid(new byte[0])).isTrue();
  }

  @Test
  void otherBytesAreNot() {
    assertThat(Utf8.isValid("Jüri".getBytes(ISO_8859_1))).isFalse();
    assertThat(Utf8.isValid(Arrays.copyOf("ü".getBytes(UTF_8), 1))).isFalse();
    assertThat(Utf8.isValid(Gzip.compress("Jüri".getBytes(UTF_8)))).isFalse();
  }

  @Test
  void aTextIsAsLongAsItsBytes() {
    assertThat(Utf8.length("")).isZero();
    assertThat(Utf8.length("Jü🎬")).isEqualTo(7);
  }
}
