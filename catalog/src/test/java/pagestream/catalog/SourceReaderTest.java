package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.pacing.Pace;
import pagestream.yaml.YamlException;

/// What a source says of how much is scraped, from where and how fast.
class SourceReaderTest {
  private static final String SMALLEST = "recipe: books\nstart: https://books.example/{1..9}\n";

  private static Source read(String more) {
    return SourceReader.read(
        "books", "sources/books.yml", SMALLEST + more, Recipes.packaged(), Schedule::of);
  }

  private static List<String> mistakes(String more) {
    YamlException e = catchThrowableOfType(YamlException.class, () -> read(more));
    assertThat(e).as("mistakes in%n%s", more).isNotNull();
    return Arrays.asList(e.getMessage().split("\n"));
  }

  @Test
  void theSmallestSourceHasTheDefaultsOfAPage() {
    Source source = read("");

    assertThat(source.hosts()).isEmpty();
    assertThat(source.limits())
        .isEqualTo(new Limits(10_000, 1_000_000, 10_000_000_000L, 1_000, Duration.ofHours(24)));
    assertThat(source.pace()).isEqualTo(new Pace(Duration.ofSeconds(1), 1));
    assertThat(source.query()).isEqualTo(new QueryRule(true, Set.of()));
    assertThat(source.obeysRobots()).isTrue();
  }

  @Test
  void readsEverythingASourceCanSay() {
    Source source =
        read(
            """
            hosts: [CDN.books.example, 'reviews.example:8080']
            limits: {pages: 50, rows: 1000, bytes: 20 MB, depth: 2, time: 90 minutes}
            pace: {delay: 250 milliseconds, atOnce: 4}
            query: {ordered: false, without: [sid, utm_source]}
            robots: ignore
            """);

    assertThat(source.hosts()).containsExactly("cdn.books.example", "reviews.example:8080");
    assertThat(source.limits())
        .isEqualTo(new Limits(50, 1000, 20_000_000, 2, Duration.ofMinutes(90)));
    assertThat(source.pace()).isEqualTo(new Pace(Duration.ofMillis(250), 4));
    assertThat(source.query()).isEqualTo(new QueryRule(false, Set.of("sid", "utm_source")));
    assertThat(source.obeysRobots()).isFalse();
  }

  @Test
  void aSourceMaySayThatItObeysRobotsTxt() {
    assertThat(read("robots: obey\n").obeysRobots()).isTrue();
  }

  @Test
  void whatAnOptionLeavesOutHasItsDefault() {
    Source source =
        read("limits: {pages: 5}\npace: {delay: 0 seconds}\nquery: {without: sid}\nhosts: []\n");

    assertThat(source.limits().pages()).isEqualTo(5);
    assertThat(source.limits().rows()).isEqualTo(Limits.DEFAULT.rows());
    assertThat(source.pace()).isEqualTo(new Pace(Duration.ZERO, 1));
    assertThat(source.query()).isEqualTo(new QueryRule(true, Set.of("sid")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://books.example/a",
        "http://BOOKS.example:80/",
        "https://cdn.example:443/",
        "http://reviews.example:8080/"
      })
  void linksMayLeadToTheStartsHostAndToThoseNamed(String link) {
    Source source = read("hosts: [cdn.example, 'reviews.example:8080']\n");

    assertThat(source.hostsToFollow(LocalDate.EPOCH)).contains(HttpAddress.host(URI.create(link)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://books.example/b, true",
    "https://books.example:443/, true",
    "http://books.example/, false",
    "https://cdn.example/, true",
    "http://cdn.example/, true",
    "http://reviews.example:8080/, true",
    "http://reviews.example/, false",
    "https://elsewhere.example/, false"
  })
  void itNamesTheHostAndPortOfItsStartAndItsHosts(URI address, boolean isNamed) {
    Source source = read("hosts: [cdn.example, 'reviews.example:8080']\n");

    assertThat(source.names(address, LocalDate.EPOCH)).isEqualTo(isNamed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.books.example/",
        "http://books.example:8080/",
        "http://reviews.example/",
        "https://example/",
        "http://127.0.0.1/"
      })
  void linksMayLeadNowhereElse(String link) {
    Source source = read("hosts: [cdn.example, 'reviews.example:8080']\n");

    assertThat(source.hostsToFollow(LocalDate.EPOCH))
        .doesNotContain(HttpAddress.host(URI.create(link)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'hosts: [\"https://books.example/\"]'|'hosts: expected a host such as cdn.example.org, found \"https://books.example/\"'",
        "'hosts: [\"me@books.example\"]'|'hosts: expected a host such as cdn.example.org, found \"me@books.example\"'",
        "'hosts: [a/b]'|'hosts: expected a host such as cdn.example.org, found \"a/b\"'",
        "'hosts: [a b]'|'hosts: expected a host such as cdn.example.org, found \"a b\"'",
        "'hosts: [\"*.example\"]'|'hosts: expected a host such as cdn.example.org, found \"*.example\"'",
        "'limits: {pages: 0}'|'limits.pages: expected a whole number from 1 to 1,000,000,000, found \"0\"'",
        "'limits: {rows: 1000000001}'|'limits.rows: expected a whole number from 1 to 1,000,000,000, found \"1000000001\"'",
        "'limits: {rows: 99999999999}'|'limits.rows: expected a whole number from 1 to 1,000,000,000, found \"99999999999\"'",
        "'limits: {depth: 1.5}'|'limits.depth: expected a whole number from 1 to 1,000,000,000, found \"1.5\"'",
        "'limits: {bytes: 1 GiB}'|'limits.bytes: expected a number of bytes such as 500 MB or 1 GB, found \"1 GiB\"'",
        "'limits: {time: 120}'|'limits.time: expected a time such as 500 milliseconds, 1 second, 6 hours or 7 days, found \"120\"'",
        "'limits: {time: 366 days}'|'limits.time: expected a time of at most 365 days, found \"366 days\"'",
        "'limits: {time: 0 hours}'|'limits.time: expected a time above zero, found \"0 hours\"'",
        "'limits: {minutes: 5}'|'limits.minutes: expected one of pages, rows, bytes, depth, time, found \"minutes\"'",
        "'robots: no'|'robots: expected obey or ignore, found \"no\"'",
        "'limits: 5'|'limits: expected a mapping of names to values, found \"5\"'",
        "'pace: {delay: 61 minutes}'|'pace.delay: expected at most 1 hour, found \"61 minutes\"'",
        "'pace: {atOnce: 101}'|'pace.atOnce: expected a whole number from 1 to 100, found \"101\"'",
        "'pace: {every: 1 second}'|'pace.every: expected one of delay, atOnce, found \"every\"'",
        "'query: {ordered: no}'|'query.ordered: expected true or false, found \"no\"'",
        "'query: {with: a}'|'query.with: expected one of ordered, without, found \"with\"'"
      })
  void aMistakeIsNamedWithItsLine(String more, String mistake) {
    assertThat(mistakes(more)).containsExactly("sources/books.yml:3: " + mistake);
  }
}
