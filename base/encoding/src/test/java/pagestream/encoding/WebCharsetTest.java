package pagestream.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.UnsupportedCharsetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebCharsetTest {
  @ParameterizedTest
  @CsvSource({
    "iso-8859-1, windows-1252",
    "' Latin1 ', windows-1252",
    "US-ASCII, US-ASCII",
    "gb2312, GB18030",
    "GBK, GB18030",
    "Shift_JIS, windows-31j",
    "euc-kr, x-windows-949",
    "iso-8859-8-i, ISO-8859-8",
    "utf-8, UTF-8",
    "UTF8, UTF-8",
    "windows-1251, windows-1251",
    "koi8-r, KOI8-R",
    "iso-8859-2, ISO-8859-2",
    "iso-8859-15, ISO-8859-15"
  })
  void aNameMeansWhatBrowsersTakeItFor(String name, String charset) {
    assertThat(WebCharset.of(name).name()).isEqualTo(charset);
  }

  @Test
  void anUnknownNameIsNoCharset() {
    assertThatThrownBy(() -> WebCharset.of("klingon"))
        .isInstanceOf(UnsupportedCharsetException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ISO-8859-1, windows-1252",
    "GB2312, GB18030",
    "UTF-8, UTF-8",
    "UTF-16, UTF-16",
    "windows-1251, windows-1251"
  })
  void aCharsetThatJavaFoundMeansTheSameAsItsName(String found, String meant) {
    assertThat(WebCharset.meantBy(Charset.forName(found)).name()).isEqualTo(meant);
  }
}
