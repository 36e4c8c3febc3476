package pagestream.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {
  /// The standard's own example.
  private static final byte[] ABC = "abc".getBytes(UTF_8);

  @Test
  void isWrittenInLowerCaseHexadecimalDigits() {
    assertThat(Sha256.hex(ABC, 32))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void isCutToItsFirstBytes() {
    assertThat(Sha256.hex(ABC, 6)).isEqualTo("ba7816bf8f01");
  }
}
