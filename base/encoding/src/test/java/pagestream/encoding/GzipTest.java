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
    assertThat(Gzip.compressWhereItSaves(LONG)).startsWith(0x1f, 0x8b).hasSizeLessThan(LONG.length);
  }

  @Test
  void leavesBytesThatWouldGrow() {
    byte[] few = "ab".getBytes(UTF_8);

    assertThat(Gzip.compressWhereItSaves(few)).isSameAs(few);
  }

  @Test
  void decompressesWhatItCompressed() throws IOException {
    assertThat(Gzip.decompress(Gzip.compress(LONG), LONG.length)).isEqualTo(LONG);
    assertThat(Gzip.decompress(Gzip.compress(new byte[0]), 0)).isEmpty();
  }

  @Test
  void handsPlainBytesThrough() throws IOException {
    assertThat(Gzip.decompress(LONG, LONG.length)).isEqualTo(LONG);
    assertThat(Gzip.decompress(new byte[0], 0)).isEmpty();
    assertThat(Gzip.decompress(new byte[] {0x1f, (byte) 0x8b}, 2)).hasSize(2);
  }

  @Test
  void refusesContentOneByteOverTheLimit() {
    assertThatThrownBy(() -> Gzip.decompress(Gzip.compress(LONG), LONG.length - 1))
        .isInstanceOf(Gzip.TooLargeException.class)
        .hasMessage("more than " + (LONG.length - 1) + " bytes");
    assertThatThrownBy(() -> Gzip.decompress(LONG, LONG.length - 1))
        .isInstanceOf(Gzip.TooLargeException.class);
  }

  @Test
  void refusesAnArchiveThatBreaksOff() {
    byte[] compressed = Gzip.compress(LONG);

    for (int length = 3; length < compressed.length; length++) {
      byte[] broken = Arrays.copyOf(compressed, length);
      assertThatThrownBy(() -> Gzip.decompress(broken, LONG.length))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void decompressesTheBeginningOfWhateverIsThere() {
    byte[] compressed = Gzip.compress(LONG);

    assertThat(Gzip.beginning(compressed, 2 * LONG.length)).isEqualTo(LONG);
    assertThat(Gzip.beginning(LONG, 2 * LONG.length)).isEqualTo(LONG);
    assertThat(Gzip.beginning(compressed, 99)).isEqualTo(Arrays.copyOf(LONG, 99));
    assertThat(Gzip.beginning(LONG, 99)).isEqualTo(Arrays.copyOf(LONG, 99));
    assertThat(Gzip.beginning(new byte[0], 99)).isEmpty();
  }

  @Test
  void decompressesTheBeginningOfAnArchiveThatBreaksOff() {
    byte[] compressed = Gzip.compress(LONG);

    for (int length = 3; length < compressed.length; length++) {
      byte[] decompressed = Gzip.beginning(Arrays.copyOf(compressed, length), LONG.length);
      assertThat(decompressed).isEqualTo(Arrays.copyOf(LONG, decompressed.length));
    }
    assertThat(Gzip.beginning(Arrays.copyOf(compressed, compressed.length - 1), LONG.length))
        .isEqualTo(LONG);
  }

  @Test
  void refusesAnArchiveWhoseChecksumIsWrong() {
    byte[] compressed = Gzip.compress(LONG);
    compressed[compressed.length - 5] ^= 1;

    assertThatThrownBy(() -> Gzip.decompress(compressed, LONG.length))
        .isInstanceOf(IOException.class);
  }
}
