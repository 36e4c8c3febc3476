package pagestream.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GzipTest {
  private static final byte[] LONG = "Jüri Rumm ".repeat(100).getBytes(UTF_8);

  @Test
  void packsWhereItSaves() {
    assertThat(Gzip.packWhereItSaves(LONG)).startsWith(0x1f, 0x8b).hasSizeLessThan(LONG.length);
  }

  @Test
  void leavesBytesThatWouldGrow() {
    byte[] few = "ab".getBytes(UTF_8);

    assertThat(Gzip.packWhereItSaves(few)).isSameAs(few);
  }

  @Test
  void unpacksWhatItPacked() throws IOException {
    assertThat(Gzip.unpack(Gzip.pack(LONG), LONG.length)).isEqualTo(LONG);
    assertThat(Gzip.unpack(Gzip.pack(new byte[0]), 0)).isEmpty();
  }

  @Test
  void handsPlainBytesThrough() throws IOException {
    assertThat(Gzip.unpack(LONG, LONG.length)).isEqualTo(LONG);
    assertThat(Gzip.unpack(new byte[0], 0)).isEmpty();
    assertThat(Gzip.unpack(new byte[] {0x1f, (byte) 0x8b}, 2)).hasSize(2);
  }

  @Test
  void refusesContentOneByteOverTheLimit() {
    assertThatThrownBy(() -> Gzip.unpack(Gzip.pack(LONG), LONG.length - 1))
        .isInstanceOf(Gzip.TooLargeException.class)
        .hasMessage("more than " + (LONG.length - 1) + " bytes");
    assertThatThrownBy(() -> Gzip.unpack(LONG, LONG.length - 1))
        .isInstanceOf(Gzip.TooLargeException.class);
  }

  @Test
  void refusesAnArchiveThatBreaksOff() {
    byte[] packed = Gzip.pack(LONG);

    for (int length = 3; length < packed.length; length++) {
      byte[] broken = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> Gzip.unpack(broken, LONG.length)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void unpacksTheBeginningOfWhateverIsThere() {
    byte[] packed = Gzip.pack(LONG);

    assertThat(Gzip.beginning(packed, 2 * LONG.length)).isEqualTo(LONG);
    assertThat(Gzip.beginning(LONG, 2 * LONG.length)).isEqualTo(LONG);
    assertThat(Gzip.beginning(packed, 99)).isEqualTo(Arrays.copyOf(LONG, 99));
    assertThat(Gzip.beginning(LONG, 99)).isEqualTo(Arrays.copyOf(LONG, 99));
    assertThat(Gzip.beginning(new byte[0], 99)).isEmpty();
  }

  @Test
  void unpacksTheBeginningOfAnArchiveThatBreaksOff() {
    byte[] packed = Gzip.pack(LONG);

    for (int length = 3; length < packed.length; length++) {
      byte[] unpacked = Gzip.beginning(Arrays.copyOf(packed, length), LONG.length);
      assertThat(unpacked).isEqualTo(Arrays.copyOf(LONG, unpacked.length));
    }
    assertThat(Gzip.beginning(Arrays.copyOf(packed, packed.length - 1), LONG.length))
        .isEqualTo(LONG);
  }

  @Test
  void refusesAnArchiveWhoseChecksumIsWrong() {
    byte[] packed = Gzip.pack(LONG);
    packed[packed.length - 5] ^= 1;

    assertThatThrownBy(() -> Gzip.unpack(packed, LONG.length)).isInstanceOf(IOException.class);
  }
}
