package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.pipeline.Result;
import pagestream.yaml.Yaml;
import pagestream.yaml.YamlException;

class StartTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final URI BOOK = URI.create("https://books.example/product/1");

  private static Start read(String yaml) {
    return Yaml.read("sources/books.yml", yaml, StartReader::read);
  }

  private static List<String> mistakes(String yaml) {
    YamlException e = catchThrowableOfType(YamlException.class, () -> read(yaml));
    assertThat(e).as("mistakes in%n%s", yaml).isNotNull();
    return Arrays.asList(e.getMessage().split("\n"));
  }

  private static Start.Sitemap sitemap(String more) {
    return (Start.Sitemap)
        read("start: {sitemap: 'https://books.example/sitemap.xml'%s}".formatted(more));
  }

  @Test
  void itIsAnAddress() {
    Start start = read("start: https://books.example/list");

    assertThat(start).isEqualTo(Start.at(URI.create("https://books.example/list")));
    assertThat(start.addresses(TODAY)).containsExactly(start.first(TODAY));
    assertThat(start.sites(TODAY).map(HttpAddress::host)).containsExactly("books.example");
  }

  @Test
  void itIsAListOfAddressesAndTemplates() {
    Start start =
        read(
            """
            start:
              - https://books.example/new
              - https://books.example/page-{1..2}
              - 'https://old.example/{date: 0..0}'
            """);

    assertThat(start.addresses(TODAY))
        .map(URI::toString)
        .containsExactly(
            "https://books.example/new",
            "https://books.example/page-1",
            "https://books.example/page-2",
            "https://old.example/2026-03-01");
    assertThat(start.sites(TODAY).map(HttpAddress::host))
        .containsExactly("books.example", "old.example");
  }

  @Test
  void itIsASitemapOfWhichAllIsMeant() {
    Start.Sitemap start = sitemap("");

    assertThat(start.addresses(TODAY))
        .containsExactly(URI.create("https://books.example/sitemap.xml"));
    assertThat(start.sites(TODAY).map(HttpAddress::host)).containsExactly("books.example");
    assertThat(means(start, BOOK, Optional.empty())).isTrue();
    assertThat(means(start, BOOK, Optional.of(Instant.EPOCH))).isTrue();
  }

  @Test
  void ofASitemapThoseAreMeantInWhichSomethingIsFound() {
    Start.Sitemap start = sitemap(", match: '/product/\\d'");

    assertThat(means(start, BOOK, Optional.empty())).isTrue();
    assertThat(means(start, BOOK.resolve("/product/x"), Optional.empty())).isFalse();
  }

  @Test
  void ofASitemapThoseAreMeantThatMayHaveChangedLately() {
    Start.Sitemap start = sitemap(", since: 7 days");
    Instant weekAgo = NOW.minus(Duration.ofDays(7));

    assertThat(means(start, BOOK, Optional.of(weekAgo))).isTrue();
    assertThat(means(start, BOOK, Optional.of(weekAgo.minusMillis(1)))).isFalse();
    assertThat(means(start, BOOK, Optional.empty())).isTrue();
  }

  @Test
  void aMistakeOfAListStandsOnItsLine() {
    assertThat(
            mistakes(
                """
                start:
                  - https://books.example/
                  - https://books.example/{page}
                  - ftp://books.example/
                """))
        .containsExactly(
            "sources/books.yml:3: start: expected {1..50}, {films,series} or {date: -7..0, format:"
                + " uuuu-MM-dd}, found \"{page}\"",
            "sources/books.yml:4: start: expected an address such as https://example.org/movies,"
                + " found \"ftp://books.example/\"");
  }

  @Test
  void theAddressesOfAllTemplatesAreCounted() {
    assertThat(
            mistakes(
                """
                start:
                  - https://books.example/{1..60000}
                  - https://books.example/{60001..100001}
                """))
        .containsExactly(
            "sources/books.yml:1: start: expected at most 100,000 addresses, found 100,001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start:|start: expected a value, found none",
        "recipe: books|start: expected a value, found none",
        "start: []|start: expected a value, found none",
        "start: [[a]]|start: expected a single value, found a list of 1",
        "start: {}|start.sitemap: expected a value, found none",
        "start: {sitemap: /a}|start.sitemap: expected an address such as https://example.org/movies, found \"/a\"",
        "start: {sitemap: 'https://a.example/', match: '('}|start.match: expected a regular expression, found \"(\": Unclosed group",
        "start: {sitemap: 'https://a.example/', since: a week}|start.since: expected a time such as 500 milliseconds, 1 second, 6 hours or 7 days, found \"a week\"",
        "start: {sitemap: 'https://a.example/', until: 1 day}|start.until: expected one of sitemap, match, since, found \"until\""
      })
  void anythingElseIsAMistake(String yaml, String mistake) {
    assertThat(mistakes(yaml)).containsExactly("sources/books.yml:1: " + mistake);
  }

  private static boolean means(Start.Sitemap start, URI page, Optional<Instant> changedAt) {
    return start.means(page, changedAt, NOW, MatchSteps.ofASitemap()).equals(Result.ok(true));
  }
}
