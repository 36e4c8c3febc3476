package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCountTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "123456789012345678, 123456789012345678",
    "20 KB, 20000",
    "500 MB, 500000000",
    "1 GB, 1000000000",
    "999999 TB, 999999000000000000"
  })
  void bytesAreANumberOrANumberWithItsUnit(String text, long bytes) {
    assertThat(ByteCount.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-1", "01", "1.5 GB", "GB", "1GB", "1 gb", "1 GiB", "0 MB", "1000000 TB"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ByteCount.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a number of bytes such as 500 MB or 1 GB, found \"%s\"", text);
  }
}
