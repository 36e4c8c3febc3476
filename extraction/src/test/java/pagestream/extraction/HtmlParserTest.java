package pagestream.extraction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;

class HtmlParserTest {
  private static final Charset CYRILLIC = Charset.forName("windows-1251");
  private static final String TITLE = "<p>Ирония судьбы</p>";

  private Optional<Charset> recipes = Optional.empty();

  private Result<Document> parse(String type, byte[] body) {
    Content page = new Content(URI.create("https://movies.example/list"), type, body);
    return PageBudget.within(Samples.AMPLE, budget -> new HtmlParser(recipes).parse(page, budget));
  }

  /// @param charset as the header names it; may be empty
  private String text(String charset, byte[] body) {
    return document(html(charset), body).text();
  }

  private static String html(String charset) {
    return "text/html" + (charset.isEmpty() ? "" : "; charset=" + charset);
  }

  private Document document(String type, byte[] body) {
    return switch (parse(type, body)) {
      case Result.Ok<Document>(Document document) -> document;
      case Result.Rejected<Document>(Rejection why) -> throw new AssertionError("rejected: " + why);
    };
  }

  private Rejection rejection(String charset, byte[] body) {
    return rejection(Reason.PAGE_CHARSET, html(charset), body);
  }

  private Rejection rejection(Reason reason, String type, byte[] body) {
    return switch (parse(type, body)) {
      case Result.Ok<Document>(Document document) -> throw new AssertionError("read: " + document);
      case Result.Rejected<Document>(Rejection why) -> {
        assertThat(why.reason()).isEqualTo(reason);
        yield why;
      }
    };
  }

  @Test
  void readsTheCharsetOfTheHeader() {
    assertThat(text("windows-1251", TITLE.getBytes(CYRILLIC))).isEqualTo("Ирония судьбы");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<meta charset=windows-1251>",
        "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>"
      })
  void readsTheCharsetOfTheMetaTag(String meta) {
    assertThat(text("", (meta + TITLE).getBytes(CYRILLIC))).isEqualTo("Ирония судьбы");
  }

  @Test
  void believesTheHeaderRatherThanTheMetaTag() {
    byte[] body = ("<meta charset=utf-8>" + TITLE).getBytes(CYRILLIC);

    assertThat(text("windows-1251", body)).isEqualTo("Ирония судьбы");
  }

  @ParameterizedTest
  @CsvSource({"iso-8859-1", "ISO-8859-1", "latin1", "windows-1252"})
  void readsWhatPagesCallLatin1AsBrowsersDo(String claimed) {
    Charset windows = Charset.forName("windows-1252");
    String body = "<p>“Jüri” – 5 €</p>";

    assertThat(text(claimed, body.getBytes(windows))).isEqualTo("“Jüri” – 5 €");
    String meta = "<meta charset=" + claimed + ">";
    assertThat(text("", (meta + body).getBytes(windows))).isEqualTo("“Jüri” – 5 €");
  }

  @Test
  void readsGbkWhereAPageCallsItGb2312() {
    byte[] body = "<p>朱镕基 喆</p>".getBytes(Charset.forName("GBK"));

    assertThat(text("gb2312", body)).isEqualTo("朱镕基 喆");
  }

  @Test
  void takesUtf8WhereNothingIsClaimed() {
    assertThat(text("", TITLE.getBytes(UTF_8))).isEqualTo("Ирония судьбы");
  }

  @Test
  void believesAByteOrderMark() {
    assertThat(text("", ("\ufeff" + TITLE).getBytes(UTF_16LE))).isEqualTo("Ирония судьбы");
    assertThat(text("iso-8859-1", ("\ufeff" + TITLE).getBytes(UTF_8))).isEqualTo("Ирония судьбы");
  }

  @ParameterizedTest
  @CsvSource({"utf-8, windows-1251", "'', windows-1251", "us-ascii, windows-1251"})
  void refusesBytesThatAreNotOfTheClaimedCharset(String claimed, Charset actual) {
    assertThat(rejection(claimed, TITLE.getBytes(actual)).message())
        .contains("bytes of another charset than", "name the right one as charset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iso-8859-1", "windows-1251", "koi8-r"})
  void refusesUtf8UnderAnotherName(String claimed) {
    rejection(claimed, TITLE.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-klingon", "utf_8_mb4", "!"})
  void refusesAnUnknownCharsetOfTheHeader(String unknown) {
    assertThat(rejection(unknown, TITLE.getBytes(UTF_8)).message())
        .contains("the unknown charset \"" + unknown + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-klingon", "!"})
  void doesNotMindAnUnknownCharsetOfTheMetaTagWhereThePageIsUtf8(String unknown) {
    String meta = "<meta charset='" + unknown + "'>";

    assertThat(text("", (meta + TITLE).getBytes(UTF_8))).isEqualTo("Ирония судьбы");
    rejection("", (meta + TITLE).getBytes(CYRILLIC));
  }

  @Test
  void readsAnyCharsetWhereThePageIsAscii() {
    assertThat(text("windows-1251", "<p>Irony</p>".getBytes(ISO_8859_1))).isEqualTo("Irony");
  }

  @Test
  void readsTheRecipesCharsetWhateverIsClaimed() {
    recipes = Optional.of(CYRILLIC);

    assertThat(text("utf-8", TITLE.getBytes(CYRILLIC))).isEqualTo("Ирония судьбы");
    assertThat(text("x-klingon", TITLE.getBytes(CYRILLIC))).isEqualTo("Ирония судьбы");
  }

  @Test
  void toleratesOneBrokenCharacterInTen() {
    assertThat(text("", broken("ü".repeat(9)))).isEqualTo("ü".repeat(9) + "\ufffd");
  }

  @Test
  void doesNotTolerateMore() {
    rejection("", broken("ü".repeat(8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "utf-8", "us-ascii"})
  void refusesBinaryDataAsNoHtml(String claimed) {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, '\r', 'I', 'H'};

    assertThat(rejection(Reason.PAGE_NOT_HTML, html(claimed), png).message())
        .isEqualTo(
            "expected HTML from https://movies.example/list, found binary data with NUL bytes");
  }

  @ParameterizedTest
  @CsvSource({"text/html,''", "'',''", "text/html,' \r\n\t '", "application/json,''"})
  void refusesAnEmptyPage(String type, String body) {
    assertThat(rejection(Reason.PAGE_EMPTY, type, body.getBytes(UTF_8)).message())
        .isEqualTo("expected a page from https://movies.example/list, found nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "TEXT/HTML;charset=utf-8",
        "application/xhtml+xml",
        " text/html ; charset=utf-8"
      })
  void takesHtml(String type) {
    assertThat(document(type, "no tag yet".getBytes(UTF_8)).text()).isEqualTo("no tag yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!doctype html>", "\n\n  <p>", "\ufeff<html>"})
  void takesAPageWithoutATypeThatBeginsAsHtml(String body) {
    document("", body.getBytes(UTF_8));
  }

  @Test
  void takesAPageWithoutATypeThatBeginsWithMuchSpace() {
    document("", (" ".repeat(1023) + "<p>").getBytes(UTF_8));
    rejection(Reason.PAGE_NOT_HTML, "", (" ".repeat(1024) + "<p>").getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, '{}', application/json",
    "image/png, <p>, image/png",
    "text/htmlx, <p>, text/htmlx",
    "'', '{}', none"
  })
  void refusesWhatIsNoHtml(String type, String body, String found) {
    assertThat(rejection(Reason.PAGE_NOT_HTML, type, body.getBytes(UTF_8)).message())
        .isEqualTo("expected HTML from https://movies.example/list, found " + found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html; charset=koi8-r",
        "text/html;charset=\"koi8-r\"",
        "text/html; Charset='koi8-r'",
        "text/html; charset = koi8-r; boundary=x"
      })
  void readsTheCharsetHoweverItIsQuoted(String type) {
    assertThat(document(type, TITLE.getBytes(Charset.forName("koi8-r"))).text())
        .isEqualTo("Ирония судьбы");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "text/html; charset=", "text/html; charset=\"\""})
  void readsNoCharsetWhereNoneIsNamed(String type) {
    assertThat(document(type, TITLE.getBytes(UTF_8)).text()).isEqualTo("Ирония судьбы");
  }

  @Test
  void resolvesAddressesAgainstThePages() {
    assertThat(
            document("text/html", "<a href='tt1'>".getBytes(UTF_8)).expectFirst("a").absUrl("href"))
        .isEqualTo("https://movies.example/tt1");
  }

  /// The text, and a byte after it that begins no character.
  private static byte[] broken(String text) {
    byte[] bytes = ("<p>" + text + "?</p>").getBytes(UTF_8);
    bytes[bytes.length - 5] = (byte) 0xff;
    return bytes;
  }
}
