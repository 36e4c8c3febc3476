package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://Books.example, books.example",
    "http://books.example:80/a, books.example",
    "https://books.example:443/, books.example",
    "https://books.example:80/, books.example:80",
    "http://books.example:8080/, books.example:8080",
    "http://books.example:/, books.example",
    "http://[::1]:8080/, [::1]:8080"
  })
  void aHostHasItsPortUnlessItIsTheSchemes(String address, String host) {
    assertThat(HttpAddress.host(HttpAddress.parse(address))).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "http://Books.example, books.example:80",
    "HTTPS://books.example/a, books.example:443",
    "http://books.example:/, books.example:80",
    "http://books.example:443/, books.example:443",
    "http://[::1]/, [::1]:80"
  })
  void anEndpointHasItsPortWhateverThatIs(String address, String endpoint) {
    assertThat(HttpAddress.endpoint(HttpAddress.parse(address))).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://user:secret@books.example/", "http://secret@books.example", "http://@h/"})
  void anAddressWithAUserIsRefusedWithoutBeingRepeated(String address) {
    assertThatThrownBy(() -> HttpAddress.parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("found one with a user's name or password before the host")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:void(0)",
        "mailto:reader@books.example",
        "//books.example/",
        "/a",
        "",
        "https://",
        "https://books.example/100%"
      })
  void whatIsNoAddressIsRefusedOnAPageToo(String link) {
    assertThatThrownBy(() -> HttpAddress.parseLink(link))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an address such as https://example.org/movies, found \"%s\"", link);
  }
}
