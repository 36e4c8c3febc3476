package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.encoding.Json;

class DemoSiteIT {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private DemoSite site;

  @BeforeEach
  void start() throws IOException {
    site = new DemoSite(0, new Random(1));
  }

  @AfterEach
  void stop() {
    site.close();
    client.close();
  }

  private HttpResponse<byte[]> bytes(String method, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(site.url().resolve(path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return bytes("GET", path);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String contentType(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  private static long count(String what, String text) {
    return text.split(what, -1).length - 1L;
  }

  @Test
  void itsPageHas250MoviesInTheFirstLayout() throws Exception {
    HttpResponse<byte[]> answer = get("/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(contentType(answer)).isEqualTo("text/html; charset=utf-8");
    assertThat(count("<td class=\"id\">tt9", text(answer))).isEqualTo(250);
  }

  @Test
  void anotherPageRatesTheSameMovies() throws Exception {
    String html = text(get("/ratings?rows=3"));

    assertThat(count("<td class=\"averageRating\">", html)).isEqualTo(3);
    assertThat(html)
        .contains("<table class=\"ratings\">", "<td class=\"id\">tt9000001</td>")
        .contains("<td class=\"id\">tt9000003</td>", "<td class=\"numVotes\">");
    assertThat(text(get("/ratings?rows=3"))).isEqualTo(html);
  }

  @Test
  void anotherPageIsAsSlowBrokenOrStrangeAsTheFirst() throws Exception {
    assertThat(get("/ratings?status=503").statusCode()).isEqualTo(503);
    assertThat(get("/ratings?delay=1ms&empty=true").body()).isEmpty();
    assertThat(Json.MAPPER.readTree(get("/ratings?type=json&rows=2").body())).hasSize(2);
  }

  @Test
  void eachPageCountsItsOwnFreshRows() throws Exception {
    get("/?rows=7&fresh=true");
    JsonNode first = Json.MAPPER.readTree(get("/ratings?type=json&rows=2&fresh=true").body());
    JsonNode second = Json.MAPPER.readTree(get("/ratings?type=json&rows=2&fresh=true").body());

    assertThat(Json.MAPPER.readTree(get("/ratings?type=json&rows=1").body()).get(0))
        .isEqualTo(first.get(0));
    assertThat(second).doesNotContainAnyElementsOf(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"layout=second", "broken=1"})
  void onlyTheFirstPageHasLayoutsAndBrokenRows(String query) throws Exception {
    HttpResponse<byte[]> answer = get("/ratings?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).startsWith("parameter: expected one of type, rows, status, empty,");
  }

  @Test
  void freshMoviesHaveIdsThatNobodyWasShownBefore() throws Exception {
    String first = text(get("/?rows=2&fresh=true"));
    String second = text(get("/?rows=2&fresh=true"));

    assertThat(first).contains("tt9000001", "tt9000002");
    assertThat(second).contains("tt9000003", "tt9000004").doesNotContain("tt9000001");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "20000, 20000"})
  void hasAsManyRowsAsAsked(String rows, long found) throws Exception {
    assertThat(count("<td class=\"id\">", text(get("/?rows=" + rows)))).isEqualTo(found);
  }

  @Test
  void theSecondLayoutHasTheSameMovies() throws Exception {
    String html = text(get("/?layout=second"));

    assertThat(count("<div class=\"movie\">", html)).isEqualTo(250);
    assertThat(html).contains("<div class=\"movieRow id\"><p>id</p><p>tt9000001</p></div>");
  }

  @Test
  void mixedIsTheSecondLayoutOnceInAboutFive() throws Exception {
    int second = 0;
    for (int i = 0; i < 100; i++) {
      second += text(get("/?layout=mixed&rows=1")).contains("class=\"movie\"") ? 1 : 0;
    }

    assertThat(second).isBetween(10, 30);
  }

  @Test
  void brokenRowsAreAmongTheOthers() throws Exception {
    String html = text(get("/?broken=10"));

    assertThat(count("<tr> <td", html)).isEqualTo(250);
    assertThat(count("<td class=\"id\">", html)).isEqualTo(247);
    assertThat(count("<td class=\"startYear\">next year</td>", html)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"404", "500", "503", "204"})
  void answersTheStatusAsked(String status) throws Exception {
    assertThat(get("/?status=" + status).statusCode()).isEqualTo(Integer.parseInt(status));
  }

  @Test
  void isEmptyWhenAsked() throws Exception {
    HttpResponse<byte[]> answer = get("/?empty=true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"iso-8859-1, Jüri", "windows-1251, Мармеладный"})
  void liesAboutItsCharset(String charset, String word) throws Exception {
    HttpResponse<byte[]> answer = get("/?charset=" + charset);

    assertThat(contentType(answer)).isEqualTo("text/html; charset=utf-8");
    assertThat(new String(answer.body(), Charset.forName(charset))).contains(word);
    assertThatExceptionOfType(CharacterCodingException.class)
        .isThrownBy(
            () -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer.body())));
  }

  @Test
  void isOtherThanHtmlWhenAsked() throws Exception {
    HttpResponse<byte[]> json = get("/?type=json&rows=2");
    HttpResponse<byte[]> pdf = get("/?type=pdf");

    assertThat(contentType(json)).isEqualTo("application/json");
    assertThat(Json.MAPPER.readTree(json.body())).hasSize(2);
    assertThat(contentType(pdf)).isEqualTo("application/pdf");
    assertThat(text(pdf)).startsWith("%PDF-1.4");
  }

  @Test
  void growsByFillerBeforeTheMovies() throws Exception {
    int plain = get("/?rows=1").body().length;
    HttpResponse<byte[]> answer = get("/?rows=1&size=3");

    assertThat(answer.body()).hasSize(plain + (3 << 20));
    assertThat(text(answer)).startsWith("<!doctype html>\n<!--...").endsWith("</html>\n");
  }

  @Test
  void redirectsWhereAsked() throws Exception {
    HttpResponse<byte[]> answer = get("/?redirect=http%3A%2F%2F169.254.169.254%2Fj%C3%BCri");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("http://169.254.169.254/j%C3%BCri");
  }

  @Test
  void waitsAsLongAsAsked() throws Exception {
    long start = System.nanoTime();
    get("/?delay=150ms&rows=1");

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(150));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows=20001 | rows: expected a whole number from 0 to 20000, found \"20001\"",
        "rows=many | rows: expected a whole number from 0 to 20000, found \"many\"",
        "broken=251 | broken: expected a whole number from 0 to 250, found \"251\"",
        "delay=61s | delay: expected a time up to 60s, such as 2s or 500ms, found \"61s\"",
        "status=99 | status: expected a whole number from 200 to 599, found \"99\"",
        "layout=third | layout: expected one of [first, second, mixed], found \"third\"",
        "type=html5 | type: expected one of [html, json, pdf], found \"html5\"",
        "charset=koi8-r | charset: expected utf-8, iso-8859-1 or windows-1251, found \"koi8-r\"",
        "empty=yes | empty: expected true or false, found \"yes\"",
        "redirect=a%20b | redirect: expected a URL, found \"a b\"",
        "rows=%FF | expected percent-encoded UTF-8, found \"%FF\"",
        "row=1 | parameter: expected one of layout, type, rows, broken, status, empty, fresh,"
            + " size, delay, charset, redirect, found \"row\""
      })
  void refusesAWrongWishAndSaysWhatItExpected(String query, String message) throws Exception {
    HttpResponse<byte[]> answer = get("/?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(contentType(answer)).isEqualTo("text/plain; charset=utf-8");
    assertThat(text(answer)).isEqualTo(message + "\n");
  }

  @Test
  void hasNoOtherPathAndTakesNoOtherMethod() throws Exception {
    assertThat(get("/other").statusCode()).isEqualTo(404);
    assertThat(text(get("/other")))
        .isEqualTo(
            "path: expected one of /, /log.json, /ratings, /robots.txt, /shop/, /shop/books.json,"
                + " /sitemap.xml\n");
    assertThat(bytes("POST", "/").statusCode()).isEqualTo(405);
    assertThat(bytes("HEAD", "/").body()).isEmpty();
  }

  @Test
  void everyVariantItsPageLinksToWorks() throws Exception {
    Matcher links = Pattern.compile("href=\"([^\"]+)\"").matcher(text(get("/")));
    int seen = 0;
    while (links.find()) {
      assertThat(get(links.group(1)).statusCode()).isIn(200, 302, 503);
      seen++;
    }
    assertThat(seen).isGreaterThan(10);
  }
}
