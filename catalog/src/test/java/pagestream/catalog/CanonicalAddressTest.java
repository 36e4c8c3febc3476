package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalAddressTest {
  private static String canonical(String address, QueryRule rule) {
    URI made = CanonicalAddress.of(HttpAddress.parseLink(address), rule);
    assertThat(CanonicalAddress.of(made, rule)).as("made canonical again").isEqualTo(made);
    return made.toString();
  }

  private static String canonical(String address) {
    return canonical(address, QueryRule.EXACT);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS://Books.Example/List, https://books.example/List",
    "http://books.example, http://books.example/",
    "http://books.example:80/, http://books.example/",
    "https://books.example:443/, https://books.example/",
    "https://books.example:80/, https://books.example:80/",
    "http://books.example:8080/, http://books.example:8080/",
    "http://books.example:/, http://books.example/",
    "http://[::1]:80/, http://[::1]/",
    "https://reader@books.example/, https://reader@books.example/",
    "https://books.example/#top, https://books.example/",
    "https://books.example/?, https://books.example/",
    "https://books.example?a=1, https://books.example/?a=1",
    "https://books.example/?a=1#b, https://books.example/?a=1"
  })
  void whatTheSchemeSaysAnywayIsLeftOut(String address, String canonical) {
    assertThat(canonical(address)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "/%7ereader/%41%2d%5f, /~reader/A-_",
    "/a%2fb%3a, /a%2Fb%3A",
    "/%c3%a4, /%C3%A4",
    "/ä, /%C3%A4",
    "/a b|c, /a%20b%7Cc",
    "/?q=%7e%2b+%26, /?q=~%2B+%26",
    "/?q=ä, /?q=%C3%A4"
  })
  void charactersAreEncodedInOneWay(String path, String canonical) {
    assertThat(canonical("https://books.example" + path))
        .isEqualTo("https://books.example" + canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/a/b/.., /a/",
    "/a/b/., /a/b/",
    "/a/.., /",
    "/.., /",
    "/., /",
    "/../../a, /a",
    "/a/%2e%2E/b, /b",
    "/a//b, /a//b",
    "/a//b/.., /a//",
    "/a//../b, /a/b",
    "/web/http://b.example/, /web/http://b.example/",
    "/a.../..b, /a.../..b",
    "/a/, /a/"
  })
  void dotSegmentsAreResolvedAndNothingElse(String path, String canonical) {
    assertThat(canonical("https://books.example" + path))
        .isEqualTo("https://books.example" + canonical);
  }

  @Test
  void theOrderOfAQueryMattersUnlessTheSourceSaysSo() {
    String address = "https://books.example/?b=2&a=1&b=1&c";

    assertThat(canonical(address)).isEqualTo(address);
    assertThat(canonical(address, new QueryRule(false, Set.of())))
        .isEqualTo("https://books.example/?a=1&b=2&b=1&c");
  }

  @ParameterizedTest
  @CsvSource({
    "?sid=1&a=1&utm_source=b, ?a=1",
    "?a=1&sid, ?a=1",
    "?a=1&sid=1&sid=2, ?a=1",
    "?sid=1, ''",
    "?aside=1&SID=1, ?aside=1&SID=1",
    "?%73id=1&a=1, ?a=1"
  })
  void parametersThatDoNotMatterAreLeftOut(String query, String canonical) {
    assertThat(
            canonical(
                "https://books.example/" + query, new QueryRule(true, Set.of("sid", "utm_source"))))
        .isEqualTo("https://books.example/" + canonical);
  }
}
