package pagestream.fetching;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.config.Build;
import pagestream.encoding.Gzip;
import pagestream.encoding.Json;
import pagestream.fetching.Site.Response;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.timing.Deadline;

class FetcherIT {
  private static final int LIMIT = 10_000;
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  private final Site site = new Site();
  private final Fetcher fetcher =
      new Fetcher(UserAgent.WITHOUT_CONTACT, LIMIT, InstantSource.fixed(NOW));

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private Fetched fetch(URI url) {
    return fetch(url, AMPLE);
  }

  /// Wherever redirects lead.
  private Fetched.Ended fetch(URI url, Duration time) {
    Deadline deadline = Deadline.in(time);
    Hop hop = Hop.to(url);
    while (true) {
      switch (fetch(hop, deadline)) {
        case Fetched.Moved(Hop to) -> hop = to;
        case Fetched.Ended ended -> {
          return ended;
        }
      }
    }
  }

  private Fetched fetch(Hop hop, Deadline deadline) {
    return fetcher.fetch(hop, List.of("text/html", "text/x-test"), Validators.NONE, deadline);
  }

  private Fetched.Answer answer(URI url) {
    Fetched fetched = fetch(url);
    assertThat(fetched).isInstanceOf(Fetched.Answer.class);
    return (Fetched.Answer) fetched;
  }

  private Fetched.Rejected rejected(Reason reason, URI url) {
    return rejected(reason, fetch(url));
  }

  private static Fetched.Rejected rejected(Reason reason, Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Rejected.class);
    Fetched.Rejected rejected = (Fetched.Rejected) fetched;
    assertThat(rejected.why().reason()).as(rejected.why().message()).isEqualTo(reason);
    return rejected;
  }

  @Test
  void fetchesAPageAsItIs() {
    Fetched.Answer answer = answer(site.at("/a", Response.page("<p>Jüri</p>")));

    assertThat(answer.url()).isEqualTo(site.url("/a"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo(Site.HTML);
    assertThat(answer.receivedAt()).isEqualTo(NOW);
    assertThat(answer.body()).asString(UTF_8).isEqualTo("<p>Jüri</p>");
  }

  @Test
  void saysWhichBuildOfPagestreamAsks() {
    answer(site.at("/a", Response.page("<p>Jüri</p>")));

    assertThat(site.visitors).containsExactly("Pagestream/" + Build.version());
  }

  @Test
  void saysWhoAnswersForIt() {
    URI url = site.at("/a", Response.page("<p>Jüri</p>"));

    new Fetcher(UserAgent.withContact("me@example.org"), LIMIT, InstantSource.fixed(NOW))
        .fetch(Hop.to(url), List.of("text/html"), Validators.NONE, Deadline.in(AMPLE));

    assertThat(site.visitors)
        .containsExactly("Pagestream/" + Build.version() + " (+mailto:me@example.org)");
  }

  @Test
  void asksForTheTypesItIsTold() {
    fetch(site.at("/a", Response.page("<p>Jüri</p>")));

    assertThat(site.wishes).containsExactly("text/html,text/x-test");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 300, 304, 400, 403, 404, 500, 503})
  void refusesAnyOtherStatusThan200(int status) {
    boolean isBodiless = status == 204 || status == 304;
    URI url = site.at("/a", new Response(status, Site.HTML, isBodiless ? "" : "<p>no</p>"));

    Fetched.Rejected rejected = rejected(Reason.PAGE_STATUS, url);

    assertThat(rejected.why().message()).contains(url.toString(), "found " + status);
    assertThat(rejected.received().bytes())
        .asString(UTF_8)
        .isEqualTo(isBodiless ? "" : "<p>no</p>");
  }

  @Test
  void keepsAnErrorPageAsTextOnlyWhereItIsUtf8() {
    byte[] latin = "<p>nö</p>".getBytes(ISO_8859_1);
    byte[] utf8 = "<p>nö</p>".getBytes(UTF_8);

    Payload asBytes =
        rejected(Reason.PAGE_STATUS, site.at("/a", new Response(500, "text/html", latin)))
            .received();
    Payload asText =
        rejected(Reason.PAGE_STATUS, site.at("/b", new Response(500, "text/html", utf8)))
            .received();

    assertThat(asBytes.contentType()).isEqualTo(Payload.BYTES);
    assertThat(asBytes.bytes()).isEqualTo(latin);
    assertThat(asText.contentType()).isEqualTo(Payload.HTML);
  }

  @Test
  void takesAPageOfExactlyTheLimit() {
    assertThat(answer(site.at("/a", Response.page("x".repeat(LIMIT)))).body()).hasSize(LIMIT);
  }

  @Test
  void refusesAPageOfOneByteMoreAndKeepsTheRest() {
    URI url = site.at("/a", Response.page("x".repeat(LIMIT + 1)));

    Fetched.Rejected rejected = rejected(Reason.PAGE_TOO_LARGE, url);

    assertThat(rejected.why().message()).contains("10000 bytes", "MAX_PAGE_BYTES");
    assertThat(rejected.received().bytes()).hasSize(LIMIT);
  }

  @Test
  void hangsUpOnAPageWithoutALengthAndAnEnd() throws Exception {
    Site.Raw endless =
        site.raw(visitor -> {
          visitor.getOutputStream().write(head("Content-Type: text/html"));
          while (true) {
            visitor.getOutputStream().write("<p>more</p>".getBytes(UTF_8));
          }
        });

    rejected(Reason.PAGE_TOO_LARGE, endless.url());
    endless.ended().get(AMPLE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void readsTheBeginningOfWhateverIsThere() {
    String text = "Disallow: /a\n".repeat(LIMIT);

    assertThat(beginning(site.at("/a", Response.page(text)))).isEqualTo(text.substring(0, LIMIT));
    assertThat(beginning(site.at("/b", new Response(200, "", Gzip.compress(text.getBytes(UTF_8))))))
        .isEqualTo(text.substring(0, LIMIT));
    assertThat(beginning(site.at("/c", Response.page("few")))).isEqualTo("few");
  }

  @Test
  void readsTheBeginningOfACompressedTextThatBreaksOff() {
    byte[] compressed = Gzip.compress("Disallow: /a".getBytes(UTF_8));
    byte[] broken = Arrays.copyOf(compressed, compressed.length - 8);

    assertThat(beginning(site.at("/a", new Response(200, "", broken)))).isEqualTo("Disallow: /a");
  }

  @Test
  void hangsUpOnceTheBeginningIsThere() throws Exception {
    AtomicLong sent = new AtomicLong();
    Site.Raw huge =
        site.raw(visitor -> {
          visitor.getOutputStream().write(head("Content-Length: 100000000"));
          byte[] line = "Disallow: /private/".getBytes(UTF_8);
          while (sent.addAndGet(line.length) < 100_000_000) {
            visitor.getOutputStream().write(line);
          }
        });

    assertThat(beginning(huge.url())).hasSize(LIMIT);
    huge.ended().get(AMPLE.toSeconds(), TimeUnit.SECONDS);
    assertThat(sent.get()).isLessThan(50_000_000);
  }

  private String beginning(URI url) {
    Fetched fetched = fetchBeginning(url);
    assertThat(fetched).isInstanceOf(Fetched.Answer.class);
    return new String(((Fetched.Answer) fetched).body(), UTF_8);
  }

  private Fetched fetchBeginning(URI url) {
    return fetcher.fetchBeginning(Hop.to(url), List.of("text/plain"), LIMIT, Deadline.in(AMPLE));
  }

  @Test
  void readsTheBeginningOfADeflatedText() {
    byte[] compressed = deflated("Disallow: /a", false);

    assertThat(beginning(site.at("/a", encoded("deflate", compressed)))).isEqualTo("Disallow: /a");
  }

  @Test
  void takesABeginningThatCannotBeDecompressedForTrouble() {
    byte[] body = "Disallow: /a".getBytes(UTF_8);

    Fetched.Rejected rejected =
        rejected(Reason.PAGE_NOT_HTML, fetchBeginning(site.at("/a", encoded("br", body))));

    assertThat(rejected.trouble()).isPresent();
  }

  @Test
  void decompressesACompressedPage() {
    byte[] compressed = Gzip.compress("<p>Jüri</p>".getBytes(UTF_8));
    Response named = new Response(200, Site.HTML, compressed, "Content-Encoding", "gzip");
    Response unnamed = new Response(200, "", compressed);

    assertThat(answer(site.at("/a", named)).body()).asString(UTF_8).isEqualTo("<p>Jüri</p>");
    assertThat(answer(site.at("/b", unnamed)).body()).asString(UTF_8).isEqualTo("<p>Jüri</p>");
  }

  private static byte[] deflated(String text, boolean isRaw) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, isRaw);
    try {
      deflater.setInput(text.getBytes(UTF_8));
      deflater.finish();
      byte[] compressed = new byte[1000];
      return Arrays.copyOf(compressed, deflater.deflate(compressed));
    } finally {
      deflater.end();
    }
  }

  private static Response encoded(String encoding, byte[] body) {
    return new Response(200, Site.HTML, body, "Content-Encoding", encoding);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decompressesADeflatedPageInEitherForm(boolean isRaw) {
    byte[] compressed = deflated("<p>Jüri</p>", isRaw);

    assertThat(answer(site.at("/a", encoded("deflate", compressed))).body())
        .asString(UTF_8)
        .isEqualTo("<p>Jüri</p>");
    rejected(
        Reason.PAGE_TOO_LARGE,
        site.at("/b", encoded("deflate", deflated("<p>".repeat(LIMIT), isRaw))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "Identity", ""})
  void takesAPageThatSaysItIsNotCompressed(String encoding) {
    byte[] page = "<p>Jüri</p>".getBytes(UTF_8);

    assertThat(answer(site.at("/a", encoded(encoding, page))).body()).isEqualTo(page);
  }

  @ParameterizedTest
  @CsvSource({
    "br, 'the Content-Encoding \"br\", which was not asked for'",
    "'gzip, gzip', 'the Content-Encoding \"gzip, gzip\", which was not asked for'",
    "gzip, a body labelled gzip that is not gzip",
    "X-GZIP, a body labelled gzip that is not gzip",
    "deflate, deflate that cannot be decompressed"
  })
  void refusesAPageWhoseContentCodingItCannotDecode(String encoding, String found) {
    byte[] page = "<p>Jüri</p>".getBytes(UTF_8);

    Fetched.Rejected rejected =
        rejected(Reason.PAGE_NOT_HTML, site.at("/a", encoded(encoding, page)));

    assertThat(rejected.why().message()).endsWith("found " + found);
    assertThat(rejected.received().bytes()).isEqualTo(page);
  }

  @Test
  void refusesACompressedPageThatExplodesAndKeepsItCompressed() {
    byte[] bomb = Gzip.compress("<p>".repeat(LIMIT).getBytes(UTF_8));
    assertThat(bomb.length).isLessThan(LIMIT);

    Fetched.Rejected rejected =
        rejected(Reason.PAGE_TOO_LARGE, site.at("/a", new Response(200, Site.HTML, bomb)));

    assertThat(rejected.received().contentType()).isEqualTo(Payload.BYTES);
    assertThat(rejected.received().bytes()).isEqualTo(bomb);
  }

  @Test
  void refusesACompressedPageThatBreaksOff() {
    byte[] compressed = Gzip.compress("<p>Jüri</p>".getBytes(UTF_8));
    byte[] broken = Arrays.copyOf(compressed, compressed.length - 12);

    Fetched.Rejected rejected =
        rejected(Reason.PAGE_NOT_HTML, site.at("/a", new Response(200, Site.HTML, broken)));

    assertThat(rejected.why().message()).contains("gzip that cannot be decompressed");
    assertThat(rejected.received().bytes()).isEqualTo(broken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<p>"})
  void givesUpInTimeOnAPageThatDoesNotCome(String beginning) throws Exception {
    Site.Raw slow =
        site.raw(visitor -> {
          Site.says(beginning).with(visitor);
          visitor.getInputStream().read();
        });

    Fetched fetched =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> fetch(slow.url(), Duration.ofMillis(300)));

    rejected(Reason.PAGE_TIMED_OUT, fetched);
    assertThat(tried(fetched)).containsExactly(slow.url().toString());
    slow.ended().get(AMPLE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void hasOneDeadlineForAllRedirects() throws IOException {
    AtomicInteger visits = new AtomicInteger();
    Site.Raw slow =
        site.raw(visitor -> {
          if (visits.incrementAndGet() == 1) {
            Site.says("HTTP/1.1 302 Found\r\nLocation: /b\r\nConnection: close\r\n\r\n")
                .with(visitor);
          } else {
            visitor.getInputStream().read();
          }
        });
    URI url = slow.url();
    URI next = url.resolve("/b");

    Fetched.Rejected rejected =
        rejected(
            Reason.PAGE_TIMED_OUT,
            assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> fetch(url, Duration.ofSeconds(2))));
    assertThat(rejected.why().message()).startsWith(next + " did not answer within 2 s; ");
    assertThat(tried(rejected)).containsExactly(url.toString(), next.toString());
  }

  /// What is kept where nothing was received.
  private static List<String> tried(Fetched fetched) throws IOException {
    Payload received = ((Fetched.Rejected) fetched).received();
    assertThat(received.contentType()).isEqualTo(Payload.JSON);
    return Json.MAPPER
        .readTree(received.bytes())
        .path("tried")
        .valueStream()
        .map(JsonNode::textValue)
        .toList();
  }

  @Test
  void asksForNothingWhereNoTimeIsLeft() {
    URI url = site.at("/a", Response.page("<p>"));

    rejected(Reason.PAGE_TIMED_OUT, fetch(url, Duration.ZERO));
    assertThat(site.requests).isEmpty();
  }

  @Test
  void doesNotReachAPortWhereNobodyListens() throws IOException {
    URI url = site.url("/");
    site.close();

    Fetched.Rejected rejected = rejected(Reason.PAGE_UNREACHABLE, url);
    assertThat(rejected.why().message()).contains(url.toString(), "accepts no connection");
    assertThat(tried(rejected)).containsExactly(url.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:0/", "http://127.0.0.1:65536/"})
  void doesNotReachAPortThatDoesNotExist(URI url) {
    rejected(Reason.PAGE_UNREACHABLE, url);
  }

  @Test
  void doesNotReachAHostThatDoesNotExist() {
    assertThat(rejected(Reason.PAGE_UNREACHABLE, URI.create("http://nohost.invalid/")).why())
        .extracting("message")
        .asString()
        .contains("nohost.invalid", "no such host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Ty",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<p>",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<p>"
      })
  void doesNotTakeAPageThatBreaksOff(String answer) throws IOException {
    assertThat(rejected(Reason.PAGE_UNREACHABLE, site.raw(Site.says(answer)).url()).why())
        .extracting("message")
        .asString()
        .contains("broke off");
  }

  @Test
  void refusesAPageOfTwoLengths() throws IOException {
    Site.Raw two =
        site.raw(
            Site.says(
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 10\r\n\r\n<p>secret</p>"));

    assertThat(rejected(Reason.PAGE_NOT_HTML, two.url()).why().message())
        .endsWith("found 2 different Content-Length headers");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsRedirects(int status) {
    site.at("/b", Response.page("<p>b</p>"));
    URI url = site.at("/a", new Response(status, Site.HTML, "moved", "Location", "/b"));

    assertThat(answer(url).url()).isEqualTo(site.url("/b"));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP://127.0.0.1:PORT/list/b, /list/b",
    "//127.0.0.1:PORT/list/b, /list/b",
    "b?x=1, /list/b?x=1",
    "../b, /b",
    "?page=2, /list/a?page=2"
  })
  void resolvesRedirectsAgainstTheAddressTheyComeFrom(String location, String expected) {
    String absolute = location.replace("PORT", Integer.toString(site.port()));
    URI url = site.at("/list/a", Response.redirect(absolute));

    fetch(url);

    assertThat(site.requests).startsWith("/list/a", expected);
  }

  @Test
  void followsRedirectsWithinTheOperatorsOwnHostAndPort() {
    URI to = site.at("/b", Response.page("<p>b</p>"));

    assertThat(answer(site.at("/a", Response.redirect(to.toString()))).url()).isEqualTo(to);
  }

  @Test
  void neverConnectsToAnotherPortOfTheOperatorsOwnHostWhereThatIsPrivate() throws IOException {
    try (Site other = new Site()) {
      URI to = other.at("/b", Response.page("<p>secret</p>"));
      URI url = site.at("/a", Response.redirect(to.toString()));

      assertThat(rejected(Reason.PAGE_REFUSED, url).why().message())
          .contains(url.toString(), to.toString());
      assertThat(other.requests).isEmpty();
    }
  }

  @Test
  void followsFiveRedirectsAndNoMore() {
    for (int i = 0; i < 6; i++) {
      site.at("/" + i, Response.redirect("/" + (i + 1)));
    }
    site.at("/6", Response.page("<p>there</p>"));

    assertThat(answer(site.url("/1")).url()).isEqualTo(site.url("/6"));
    rejected(Reason.PAGE_STATUS, site.url("/0"));
  }

  @Test
  void stopsInALoop() {
    URI url = site.at("/a", Response.redirect("/a"));

    assertThat(rejected(Reason.PAGE_STATUS, url).why().message()).contains("5 redirects");
    assertThat(site.requests).hasSize(6);
  }

  @Test
  void takesARedirectToNowhereForAnErrorPage() {
    rejected(Reason.PAGE_STATUS, site.at("/a", new Response(302, Site.HTML, "moved")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "//192.168.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://user@10.0.0.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http:///nohost",
        "http://[broken",
        "/with space"
      })
  void refusesRedirectsToAnywhereButAPublicPage(String location) {
    URI url = site.at("/a", Response.redirect(location));

    assertThat(rejected(Reason.PAGE_REFUSED, url).why().message())
        .contains(url.toString(), location);
  }

  @Test
  void neverConnectsToAnotherNameOfAPrivateAddress() {
    site.at("/secret", Response.page("<p>secret</p>"));
    URI url = site.at("/a", Response.redirect("http://localhost:" + site.port() + "/secret"));

    rejected(Reason.PAGE_REFUSED, url);
    assertThat(site.requests).containsExactly("/a");
  }

  @Test
  void namesTheHostThatARedirectLeadsToInVain() {
    URI url = site.at("/a", Response.redirect("http://nohost.invalid/b"));

    assertThat(rejected(Reason.PAGE_UNREACHABLE, url).why().message())
        .contains("http://nohost.invalid/b", "no such host");
  }

  @ParameterizedTest
  @CsvSource({"application/json, '{}'", "image/png, <p>", "'', ''", "text/html, ''"})
  void takesWhateverIsThere(String type, String body) {
    Fetched.Answer answer = answer(site.at("/a", new Response(200, type, body)));

    assertThat(answer.type()).isEqualTo(type);
    assertThat(answer.body()).asString(UTF_8).isEqualTo(body);
  }

  private static byte[] head(String header) {
    return ("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n").getBytes(ISO_8859_1);
  }
}
