package pagestream.scraper;

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

class PageParserTest {
  private static final Charset CYRILLIC = Charset.forName("windows-1251");
  private static final String TITLE = "<p>Ирония судьбы</p>";

  private Optional<Charset> recipes = Optional.empty();

  private PageParser.Parsed parse(String header, byte[] body) {
    Fetched.Page page =
        new Fetched.Page(
            URI.create("https://movies.example/list"),
            Optional.of(header).filter(name -> !name.isEmpty()),
            body);
    return PageParser.parse(page, recipes);
  }

  private String text(String header, byte[] body) {
    return document(header, body).text();
  }

  private Document document(String header, byte[] body) {
    PageParser.Parsed parsed = parse(header, body);
    assertThat(parsed).isInstanceOf(PageParser.Parsed.Ok.class);
    return ((PageParser.Parsed.Ok) parsed).document();
  }

  private Rejection rejection(String header, byte[] body) {
    return rejection(Reason.PAGE_CHARSET, header, body);
  }

  private Rejection rejection(Reason reason, String header, byte[] body) {
    PageParser.Parsed parsed = parse(header, body);
    assertThat(parsed).isInstanceOf(PageParser.Parsed.Rejected.class);
    Rejection why = ((PageParser.Parsed.Rejected) parsed).why();
    assertThat(why.reason()).isEqualTo(reason);
    return why;
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

    assertThat(rejection(Reason.PAGE_NOT_HTML, claimed, png).message())
        .isEqualTo(
            "expected HTML from https://movies.example/list, found binary data with NUL bytes");
  }

  @Test
  void resolvesAddressesAgainstThePages() {
    assertThat(document("", "<a href='tt1'>".getBytes(UTF_8)).expectFirst("a").absUrl("href"))
        .isEqualTo("https://movies.example/tt1");
  }

  /// The text, and a byte after it that begins no character.
  private static byte[] broken(String text) {
    byte[] bytes = ("<p>" + text + "?</p>").getBytes(UTF_8);
    bytes[bytes.length - 5] = (byte) 0xff;
    return bytes;
  }
}
