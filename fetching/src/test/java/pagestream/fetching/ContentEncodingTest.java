package pagestream.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.encoding.Gzip;

class ContentEncodingTest {
  private static final byte[] PAGE = "<p>Jüri</p>".getBytes(UTF_8);
  private static final int LIMIT = 1_000;

  private static byte[] decode(byte[] body, String... values) throws IOException {
    HttpHeaders headers =
        HttpHeaders.of(Map.of("Content-Encoding", List.of(values)), (name, value) -> true);
    return ContentEncoding.of(headers).decode(body, LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"identity", "utf-8", "none", "binary", "aws-chunked", "", ",", "identity, UTF-8"})
  void aNameOfNoContentCodingIsIgnored(String name) throws Exception {
    assertThat(decode(PAGE, name)).isEqualTo(PAGE);
    assertThat(decode(Gzip.compress(PAGE), name)).isEqualTo(PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity, gzip", "X-GZIP , utf-8", "gzip,"})
  void aContentCodingIsDecodedBesideNamesOfNone(String names) throws Exception {
    assertThat(decode(Gzip.compress(PAGE), names)).isEqualTo(PAGE);
    assertThat(decode(Gzip.compress(PAGE), "none", names)).isEqualTo(PAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "br",
        "zstd",
        "compress",
        "x-compress",
        "gzip, br",
        "gzip, gzip",
        "deflate, gzip",
        "dcb",
        "gzip, unheard-of"
      })
  void aContentCodingThatCannotBeDecodedIsRefusedByName(String names) {
    assertThatThrownBy(() -> decode(PAGE, names))
        .isInstanceOf(ContentEncoding.UnreadableException.class)
        .hasMessageContaining("\"" + names + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "gzip, gzip"})
  void anEmptyBodyIsTakenUnderAnyName(String names) throws Exception {
    assertThat(decode(new byte[0], names)).isEmpty();
  }

  @Test
  void aContentCodingInTwoHeadersCountsTwice() {
    assertThatThrownBy(() -> decode(Gzip.compress(PAGE), "gzip", "gzip"))
        .isInstanceOf(ContentEncoding.UnreadableException.class);
  }
}
