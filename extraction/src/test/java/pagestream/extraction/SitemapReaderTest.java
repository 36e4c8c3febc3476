package pagestream.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.encoding.Gzip;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;

class SitemapReaderTest {
  private static final int LIMIT = 100_000;

  private static Result<Sitemap> read(byte[] bytes) {
    return SitemapReader.read(content(bytes), LIMIT);
  }

  private static Content content(byte[] bytes) {
    return new Content(URI.create("https://a.example/map"), "", bytes);
  }

  private static Sitemap sitemap(String text) {
    return sitemap(text.getBytes(UTF_8));
  }

  private static Sitemap sitemap(byte[] bytes) {
    return switch (read(bytes)) {
      case Result.Ok<Sitemap>(Sitemap map) -> map;
      case Result.Rejected<Sitemap>(Rejection why) -> throw new AssertionError("rejected: " + why);
    };
  }

  @Test
  void thePagesOfXmlAreReadWithTheirDates() {
    Sitemap map =
        sitemap(
            """
            <urlset>
              <url><loc> https://a.example/1 </loc><lastmod>2026-11-20</lastmod></url>
              <url><loc>http://b.example/2?a=1&amp;b=2</loc></url>
            </urlset>
            """);

    assertThat(map.pages())
        .containsExactly(
            new Sitemap.Entry(
                URI.create("https://a.example/1"),
                Optional.of(Instant.parse("2026-11-20T00:00:00Z"))),
            new Sitemap.Entry(URI.create("http://b.example/2?a=1&b=2"), Optional.empty()));
    assertThat(map.bad()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"book/1", "htp://a.example/", "ftp://a.example/", "mailto:a@b", "https://"})
  void whatIsNoAddressIsCounted(String text) {
    String good = "https://a.example/1";
    String url = "<url><loc>%s</loc></url>";

    assertThat(
            sitemap("<urlset>" + url.formatted(text).repeat(2) + url.formatted(good) + "</urlset>"))
        .satisfies(
            map ->
                assertThat(map.pages())
                    .extracting(Sitemap.Entry::address)
                    .hasToString("[" + good + "]"),
            map -> assertThat(map.bad()).isEqualTo(2));
    assertThat(
            sitemap("<sitemapindex><sitemap><loc>%s</loc></sitemap></sitemapindex>".formatted(text))
                .bad())
        .isEqualTo(1);
    assertThat(sitemap(good + "\n\n" + text + "\n").bad()).isEqualTo(1);
  }

  @Test
  void everyLineOfATextIsRead() {
    String lines =
        IntStream.range(0, 60_000)
            .mapToObj(page -> "https://a.example/" + page)
            .collect(Collectors.joining("\r\n", "\ufeff", ""));

    Sitemap map = sitemap(lines);

    assertThat(map.pages()).hasSize(60_000);
    assertThat(map.pages().getLast().address()).hasToString("https://a.example/59999");
    assertThat(map.bad()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/1\nhttps://a.example/2\nhttps://a.example/3\nhttps://a.example/4",
        "<urlset><url><loc>https://a.example/1</loc></url><url><loc>https://a.example/2</loc></url>"
            + "<url><loc>https://a.example/3</loc></url><url><loc>https://a.example/4</loc></url>"
            + "</urlset>"
      })
  void furtherAddressesThanTheLimitAreCountedAlone(String text) {
    assertThat(SitemapReader.read(content(text.getBytes(UTF_8)), 3))
        .isEqualTo(Result.ok(new Sitemap(entries(1, 2, 3), List.of(), 0, 1)));
  }

  private static List<Sitemap.Entry> entries(int... pages) {
    return IntStream.of(pages)
        .mapToObj(
            page -> new Sitemap.Entry(URI.create("https://a.example/" + page), Optional.empty()))
        .toList();
  }

  @Test
  void aMapThatIsStillCompressedIsDecompressed() {
    byte[] compressed = Gzip.compress("https://a.example/1\n".getBytes(UTF_8));

    assertThat(sitemap(compressed).pages()).hasSize(1);
  }

  @Test
  void aMapThatDecompressesToMoreThanOneMayHaveIsRejected() {
    byte[] compressed =
        Gzip.compress(
            "https://a.example/12\n".repeat(SitemapReader.MAX_BYTES / 20).getBytes(UTF_8));

    assertThat(read(compressed))
        .isInstanceOfSatisfying(
            Result.Rejected.class,
            rejected -> assertThat(rejected.why().reason()).isEqualTo(Reason.SITEMAP_UNREADABLE));
  }
}
