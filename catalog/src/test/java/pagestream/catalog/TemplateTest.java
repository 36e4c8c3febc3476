package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final String SITE = "https://books.example/";
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  /// The paths that a template makes.
  private static List<String> made(String path) {
    return Template.parse(SITE + path)
        .addresses(TODAY)
        .map(address -> address.toString().substring(SITE.length()))
        .toList();
  }

  @Test
  void withoutBracesItIsOneAddress() {
    assertThat(made("list?page=1")).containsExactly("list?page=1");
    assertThat(Template.parse(SITE)).isEqualTo(Template.of(URI.create(SITE)));
  }

  @ParameterizedTest
  @CsvSource({
    "{1..3}, 1 2 3",
    "{9..11}, 9 10 11",
    "{09..11}, 09 10 11",
    "{1..003}, 001 002 003",
    "{0..1}, 0 1",
    "{0..100 by 40}, 0 40 80",
    "{3..1}, 3 2 1",
    "{10..0 by 5}, 10 5 0",
    "{-1..1}, -1 0 1",
    "{7..7}, 7"
  })
  void aRangeIsAllItsNumbersAsWideAsWritten(String range, String numbers) {
    assertThat(made(range)).containsExactly(numbers.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{date: -2..0}|2026-02-27 2026-02-28 2026-03-01",
        "{date: 0..-1}|2026-03-01 2026-02-28",
        "{date: -7..0 by 7, format: uuuu/MM/dd}|2026/02/22 2026/03/01",
        "{date: 0..0, format: d-MMMM-yyyy}|1-March-2026",
        "{date:1..1,format:uuuuMMdd}|20260302"
      })
  void daysAreCountedFromToday(String days, String dates) {
    assertThat(made(days)).containsExactly(dates.split(" "));
  }

  @Test
  void wordsAreAllOfThem() {
    assertThat(made("{films,series}")).containsExactly("films", "series");
    assertThat(made("{films, series}")).containsExactly("films", "series");
    assertThat(made("{,page-2.html}")).containsExactly("", "page-2.html");
  }

  @Test
  void theLastPartChangesFastest() {
    assertThat(made("{a,b}/{1..2}/{x,y}.html"))
        .containsExactly(
            "a/1/x.html",
            "a/1/y.html",
            "a/2/x.html",
            "a/2/y.html",
            "b/1/x.html",
            "b/1/y.html",
            "b/2/x.html",
            "b/2/y.html");
  }

  @Test
  void addressesAreMadeWhenTheyAreAskedFor() {
    Stream<URI> addresses = Template.parse(SITE + "{1..100000}").addresses(TODAY);

    assertThat(addresses.skip(3).findFirst()).contains(URI.create(SITE + "4"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{1..100001}|100,001",
        "{1..999999999 by 9}|111,111,111",
        "{1..1000}/{1..1000}/{1..1000}|1,000,000,000",
        "{1..999999999}/{1..999999999}/{1..999999999}|999,999,997,000,000,002,999,999,999",
        "{date: -99999..0}{a,b}|200,000"
      })
  void tooManyAddressesAreRefusedAtOnce(String path, String found) {
    assertThatThrownBy(() -> Template.parse(SITE + path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at most 100,000 addresses, found %s", found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{page}",
        "{1..}",
        "{..3}",
        "{1...3}",
        "{a..z}",
        "{1..3 by 0}",
        "{1..3 by -1}",
        "{1..1000000000}",
        "{1.5..3}",
        "{date}",
        "{date: 1}",
        "{date: -7..0; format: d}",
        "{date: a,b}"
      })
  void aPartThatSaysNothingIsRefused(String part) {
    assertThatThrownBy(() -> Template.parse(SITE + part))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected {1..50}, {films,series} or {date: -7..0, format: uuuu-MM-dd}, found \"%s\"",
            part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{1..3", "1..3}", "{1..{3}", "{a,b}}"})
  void bracesComeInPairs(String path) {
    assertThatThrownBy(() -> Template.parse(SITE + path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected braces in pairs, found \"%s\"; write a brace of the address as %%7B or %%7D",
            SITE + path);
  }

  @Test
  void aFormatIsOneOfDays() {
    assertThatThrownBy(() -> made("{date: -7..0, format: DD/MM/YYYY}"))
        .hasMessage("expected a date pattern such as d MMMM yyyy, found \"DD/MM/YYYY\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://books.example/{a,b c}|https://books.example/b c",
        "https://books.example/{date: 0..0, format: d MMMM uuuu}|https://books.example/1 January 1970",
        "{https,ftp}://books.example/|ftp://books.example/",
        "https://10.0.0.{250..260}/|https://10.0.0.260/",
        "https://books.example/{a,%}{zz,20}|https://books.example/%zz",
        "{a,b}|a"
      })
  void everyAddressIsOneOfHttp(String template, String found) {
    assertThatThrownBy(() -> Template.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an address such as https://example.org/movies, found \"%s\"", found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://Books.example/{1..3}|books.example",
        "https://books.example:8080?page={1..3}|books.example:8080",
        "https://{a,b}.example/{1..3}|a.example b.example",
        "{http,https}://books.example/{1..3}|books.example",
        "https://{a.example/x,b.example/y}/{1..3}|a.example b.example",
        "https://www{1..3}.books.example|www1.books.example www2.books.example www3.books.example"
      })
  void itsHostsAreThoseOfItsAddresses(String template, String hosts) {
    assertThat(Template.parse(template).sites(TODAY).map(HttpAddress::host).distinct())
        .containsExactly(hosts.split(" "));
  }
}
