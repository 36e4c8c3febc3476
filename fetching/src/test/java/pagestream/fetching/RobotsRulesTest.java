package pagestream.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotsRulesTest {
  private static final URI ADDRESS = URI.create("https://example.org/robots.txt");

  private static RobotsRules rules(String... lines) {
    return RobotsRules.parse(ADDRESS, String.join("\n", lines).getBytes(UTF_8));
  }

  private static boolean allows(RobotsRules rules, String path) {
    return rules.allow(ADDRESS.resolve(path));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a/b?c, https://example.org/robots.txt",
    "HTTP://Example.org:8080/, http://example.org:8080/robots.txt",
    "https://example.org:443/a, https://example.org/robots.txt",
    "http://[::1]:8080/a, http://[::1]:8080/robots.txt",
    "http://me@example.org/a, http://example.org/robots.txt"
  })
  void standsAtTheRootOfTheSite(URI page, URI expected) {
    assertThat(RobotsRules.addressFor(page)).isEqualTo(expected);
  }

  /// RFC 9309, section 2.2.2 and its examples.
  @ParameterizedTest
  @CsvSource({
    "/, /private/a, false",
    "/private/, /private/a, false",
    "/private/, /private, true",
    "/private, /private-not, false",
    "/*.pdf$, /a/b.pdf, false",
    "/*.pdf$, /a/b.pdf?x=1, true",
    "/*?sid=, /a?sid=1, false",
    "/foo/bar/ツ, /foo/bar/%E3%83%84, false",
    "/foo/bar/%E3%83%84, /foo/bar/%E3%83%84, false",
    "/foo/bar/%62%61%7A, /foo/bar/baz, false",
    "'', /a, true"
  })
  void aPathIsComparedByItsBeginning(String disallowed, String path, boolean allowed) {
    RobotsRules rules = rules("User-agent: *", "Disallow: " + disallowed);

    assertThat(allows(rules, path)).isEqualTo(allowed);
  }

  @Test
  void theLongestRuleCountsAndAllowWhereTwoAreEqual() {
    RobotsRules rules =
        rules(
            "User-agent: *",
            "Disallow: /a/",
            "Allow: /a/open/",
            "Disallow: /a/open/not/",
            "Allow: /b",
            "Disallow: /b");

    assertThat(allows(rules, "/a/1")).isFalse();
    assertThat(allows(rules, "/a/open/1")).isTrue();
    assertThat(allows(rules, "/a/open/not/1")).isFalse();
    assertThat(allows(rules, "/b/1")).isTrue();
  }

  @Test
  void theGroupOfPagestreamCountsInPlaceOfThatOfEverybody() {
    RobotsRules rules =
        rules(
            "User-agent: *",
            "Disallow: /",
            "",
            "User-agent: other",
            "User-Agent: PageStream",
            "Disallow: /private",
            "Crawl-delay: 2");

    assertThat(allows(rules, "/open")).isTrue();
    assertThat(allows(rules, "/private")).isFalse();
    assertThat(rules.crawlDelay()).contains(Duration.ofSeconds(2));
  }

  @Test
  void theGroupOfSomebodyElseDoesNotCount() {
    RobotsRules rules = rules("User-agent: pagestreamer", "Disallow: /", "Crawl-delay: 9");

    assertThat(allows(rules, "/a")).isTrue();
    assertThat(rules.crawlDelay()).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() {
    assertThat(allows(rules("\uFEFFUser-agent: *", "Disallow: /"), "/a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\uFEFF",
        "\0\0\0\0",
        "Disallow: /",
        "<!DOCTYPE html><html><body>Disallow: /</body></html>",
        "hello"
      })
  void aTextWithoutRulesAllowsEverything(String text) {
    assertThat(allows(rules(text), "/a")).isTrue();
    assertThat(rules(text).crawlDelay()).isEmpty();
  }

  @Test
  void robotsTxtItselfIsAlwaysAllowed() {
    assertThat(allows(rules("User-agent: *", "Disallow: /"), "/robots.txt")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, PT1S", "0.5, PT0.5S", "1000000000, PT277777H46M40S"})
  void aSiteWishesADelay(String delay, Duration expected) {
    RobotsRules rules = rules("User-agent: *", "Crawl-delay: " + delay, "Disallow: /private");

    assertThat(rules.crawlDelay()).contains(expected);
    assertThat(allows(rules, "/a")).isTrue();
    assertThat(allows(rules, "/private")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "soon", "", "1e999", "NaN"})
  void anAbsurdDelayIsNone(String delay) {
    RobotsRules rules = rules("User-agent: *", "Crawl-delay: " + delay, "Disallow: /private");

    assertThat(rules.crawlDelay()).isEqualTo(Optional.empty());
    assertThat(allows(rules, "/a")).isTrue();
    assertThat(allows(rules, "/private")).isFalse();
  }

  /// A rule of many stars must not take time that doubles with each.
  @Test
  void aRuleOfManyStarsIsJudgedInTime() {
    RobotsRules rules = rules("User-agent: *", "Disallow: /" + "*a".repeat(5_000) + "b$");

    assertThat(allows(rules, "/" + "a".repeat(8_000))).isTrue();
  }
}
