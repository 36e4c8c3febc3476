package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopIT {
  private DemoSite site;
  private Visitor visitor;

  @BeforeEach
  void start() throws IOException {
    site = new DemoSite(0, new Random(1));
    visitor = new Visitor(site);
  }

  @AfterEach
  void stop() {
    visitor.close();
    site.close();
  }

  private ShopCrawler crawl(String query) throws Exception {
    return new ShopCrawler(visitor).crawl("/shop/" + query);
  }

  private List<String> ids(String query) throws Exception {
    JsonNode truth = visitor.json("/shop/books.json" + query);
    return StreamSupport.stream(truth.spliterator(), false)
        .map(book -> book.path("id").asText())
        .toList();
  }

  private String next(String address) throws Exception {
    return visitor.page(address).select("li.next a").attr("href");
  }

  private List<String> links(String address) throws Exception {
    return visitor.page(address).select("h3 a").eachAttr("href");
  }

  @Test
  void itsLinksLeadToFiftyListsAndAThousandBooksWhichAreAsItsTruthSays() throws Exception {
    ShopCrawler crawler = crawl("");

    assertThat(crawler.lists()).hasSize(50);
    assertThat(crawler.books()).hasSize(1_000);
    assertThat(ShopCrawler.reread(crawler.records())).isEqualTo(visitor.json("/shop/books.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "?books=30, 2, 30",
    "?books=30&rows=7, 5, 30",
    "?books=0, 1, 0",
    "?books=20&next=first, 1, 20",
    "?books=40&next=before&rows=10, 4, 40",
    "?books=40&next=self, 2, 40"
  })
  void aShopOfAnotherSizeIsAsItsTruthSays(String query, int lists, int books) throws Exception {
    ShopCrawler crawler = crawl(query);

    assertThat(crawler.lists()).hasSize(lists);
    assertThat(crawler.books()).hasSize(books);
    assertThat(ShopCrawler.reread(crawler.records()))
        .isEqualTo(visitor.json("/shop/books.json" + query));
  }

  @Test
  void theFirstPageNamesAllItsForms() throws Exception {
    assertThat(visitor.page("/").select("nav").text()).contains(ShopQuery.NAMES);
  }

  @Test
  void everyLinkWithinItWorks() throws Exception {
    for (String page : List.of("/shop/page-2.html?books=60", first("?books=60"))) {
      for (String link : visitor.page(page).select("a").eachAttr("abs:href")) {
        assertThat(visitor.status(link)).as(link).isEqualTo(200);
        assertThat(link).endsWith("?books=60");
      }
    }
  }

  private String first(String query) throws Exception {
    return visitor.page("/shop/" + query).select("h3 a").attr("abs:href");
  }

  @Test
  void itsListsAreNumberedForWhoKnowsTheirAddresses() throws Exception {
    List<String> titles = visitor.page("/shop/").select("h3 a").eachAttr("title");

    assertThat(visitor.page("/shop/page-1.html?next=none").select("h3 a").eachAttr("title"))
        .isEqualTo(titles);
    assertThat(next("/shop/page-1.html?next=none")).isEmpty();
    assertThat(links("/shop/page-50.html?next=none")).hasSize(20);
    assertThat(visitor.status("/shop/page-51.html?next=none")).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page-0.html",
        "page-01.html",
        "page-3.html?books=40",
        "books/no-such-book_1/",
        "books/",
        "private/",
        "index.html"
      })
  void otherPagesAreNotThere(String page) throws Exception {
    assertThat(visitor.status("/shop/" + page)).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "usual, ''",
    "none, ''",
    "first, ./?books=40&next=first",
    "self, page-2.html?books=40&next=self",
    "before, ./?books=40&next=before",
    "away, http://elsewhere.example/page-3.html",
    "script, javascript:void(0)"
  })
  void theLastListLeadsWhereAsked(String next, String link) throws Exception {
    assertThat(next("/shop/page-2.html?books=40&next=" + next)).isEqualTo(link);
  }

  @Test
  void aDeadLinkLeadsToAPageThatIsNotThere() throws Exception {
    List<String> dead =
        visitor.page("/shop/?books=20&dead=10").select("h3 a").eachAttr("abs:href").stream()
            .filter(link -> !link.contains("_1/"))
            .toList();

    assertThat(visitor.status(dead.get(8))).isEqualTo(404);
    assertThat(visitor.status(dead.get(7))).isEqualTo(200);
    assertThat(ids("?books=20&dead=10")).hasSize(18).isSubsetOf(ids("?books=20"));
  }

  @Test
  void aPrivatePageStandsWhereRobotsMayNotGo() throws Exception {
    List<String> links = links("/shop/?books=20&private=10");

    assertThat(links).filteredOn(link -> link.startsWith("private/")).hasSize(2);
    assertThat(visitor.status("/shop/" + links.get(9))).isEqualTo(200);
    assertThat(visitor.status("/shop/" + links.get(9).replace("?books=20&private=10", "")))
        .isEqualTo(404);
    assertThat(ids("?books=20&private=10")).hasSize(18);
    assertThat(visitor.get("/robots.txt").body()).contains("Disallow: /shop/private/\n");
  }

  @ParameterizedTest
  @CsvSource({
    "away, http://elsewhere.example/books/",
    "script, javascript:void(0)",
  })
  void aLinkLeadsOutOfTheShop(String flaw, String link) throws Exception {
    assertThat(links("/shop/?books=20&" + flaw + "=10"))
        .filteredOn(each -> each.startsWith(link))
        .hasSize(2);
    assertThat(ids("?books=20&" + flaw + "=10")).hasSize(18);
  }

  @Test
  void aBookWithoutALinkHasItsOtherFields() throws Exception {
    Document list = visitor.page("/shop/?books=20&unlinked=10");

    assertThat(list.select("h3 a[href]")).hasSize(18);
    assertThat(list.select("h3 a[title]")).hasSize(20);
    assertThat(list.select(".price_color")).hasSize(20);
    assertThat(ids("?books=20&unlinked=10")).hasSize(18);
  }

  @Test
  void eachPageHasLinksWithASessionOfItsOwn() throws Exception {
    List<String> first = links("/shop/?session=true&books=20");
    List<String> second =
        visitor.page("/shop/?session=true&books=20").select("h3 a").eachAttr("abs:href");

    assertThat(first).allMatch(link -> link.matches(".*/\\?session=true&books=20&sid=\\w{16}"));
    assertThat(second).doesNotContainAnyElementsOf(first);
    assertThat(visitor.page(second.getFirst()).select("ul.breadcrumb a").attr("href"))
        .matches("\\.\\./\\.\\./\\?session=true&books=20&sid=\\w{16}")
        .isNotEqualTo(second.getFirst().replaceAll(".*\\?", "../../?"));
    assertThat(ids("?session=true&books=20")).isEqualTo(ids("?books=20"));
  }

  @Test
  void isSlowWhenAsked() throws Exception {
    visitor.page("/shop/?delay=150ms");
    Visit visit = site.visits().getLast();

    assertThat(Duration.between(visit.arrived(), visit.answered()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(150));
  }

  private List<HttpResponse<String>> everyList(String query) throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int list : IntStream.rangeClosed(1, 50).toArray()) {
      answers.add(visitor.get("/shop/page-" + list + ".html" + query));
    }
    return answers;
  }

  @Test
  void aBusyShopSaysWhenToComeAgainAndThenAnswers() throws Exception {
    List<HttpResponse<String>> busy =
        everyList("?busy=5&retry=7s").stream().filter(each -> each.statusCode() == 429).toList();

    assertThat(busy)
        .hasSizeBetween(3, 20)
        .allSatisfy(each -> assertThat(each.headers().firstValue("Retry-After")).hasValue("7"));
    for (HttpResponse<String> each : busy) {
      assertThat(visitor.status(each.uri().toString())).isEqualTo(200);
    }
  }

  @Test
  void aBusyShopMaySayADate() throws Exception {
    Instant least = Instant.now().plusSeconds(60);

    assertThat(everyList("?busy=1&retry=60s&retryAs=date").getFirst().headers())
        .satisfies(headers ->
            assertThat(HttpDate.parse(headers.firstValue("Retry-After").orElseThrow()))
                .hasValueSatisfying(
                    date -> assertThat(date).isBetween(least, least.plusSeconds(30))));
  }

  @Test
  void aFailingShopAnswersTheNextTime() throws Exception {
    List<HttpResponse<String>> failed =
        everyList("?failing=5").stream().filter(each -> each.statusCode() == 503).toList();

    assertThat(failed).hasSizeBetween(3, 20);
    for (HttpResponse<String> each : failed) {
      assertThat(visitor.status(each.uri().toString())).isEqualTo(200);
    }
  }

  @Test
  void tooManyRequestsInASecondAreAskedWhetherTheyAreHuman() throws Exception {
    HttpResponse<String> first = visitor.get("/shop/?block=1");
    List<HttpResponse<String>> more = everyList("?block=1");

    assertThat(first.body()).doesNotContain("captcha");
    assertThat(more)
        .allSatisfy(each -> assertThat(each.statusCode()).isEqualTo(200))
        .anySatisfy(each ->
            assertThat(each.body()).contains("<form id=\"captcha\"").doesNotContain("product_pod"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/shop/", "/shop/page-7.html?books=500&rows=5"})
  void aPageThatIsKnownIsNotSentAgain(String address) throws Exception {
    HttpResponse<String> page = visitor.get(address);
    String tag = page.headers().firstValue("ETag").orElseThrow();
    String modified = page.headers().firstValue("Last-Modified").orElseThrow();

    for (String[] header :
        List.of(
            new String[] {"If-None-Match", tag}, new String[] {"If-Modified-Since", modified})) {
      HttpResponse<String> known = visitor.get(address, header);
      assertThat(known.statusCode()).isEqualTo(304);
      assertThat(known.body()).isEmpty();
      assertThat(known.headers().firstValue("ETag")).hasValue(tag);
      assertThat(known.headers().firstValue("Last-Modified")).hasValue(modified);
    }
    assertThat(visitor.get(address, "If-None-Match", "\"other\"").body()).isEqualTo(page.body());
  }

  @Test
  void itsSitemapListsThePagesOfItsBooks() throws Exception {
    Document sitemap =
        Jsoup.parse(visitor.get("/sitemap.xml?books=30&rows=10").body(), "", Parser.xmlParser());
    List<String> pages = sitemap.select("urlset > url > loc").eachText();

    assertThat(sitemap.select("urlset").attr("xmlns"))
        .isEqualTo("http://www.sitemaps.org/schemas/sitemap/0.9");
    assertThat(pages).containsExactlyElementsOf(crawl("?books=30&rows=10").books().keySet());
    for (String page : pages) {
      Instant modified =
          HttpDate.parse(visitor.get(page).headers().firstValue("Last-Modified").orElseThrow())
              .orElseThrow();
      assertThat(sitemap.select("url:has(loc:containsOwn(" + page + ")) lastmod").eachText())
          .containsExactly(modified.toString().substring(0, 10));
    }
  }

  @Test
  void itsSitemapIsNoLargerThanSitemapsMayBe() throws Exception {
    assertThat(visitor.get("/sitemap.xml?books=50001").body())
        .isEqualTo("books: expected at most 50000 in a sitemap, found \"50001\"\n");
  }

  @Test
  void robotsAreToldWhereTheSitemapIs() throws Exception {
    URI sitemap = site.url().resolve("/sitemap.xml");

    assertThat(visitor.get("/robots.txt").body())
        .isEqualTo(
            "User-agent: *\nDisallow: /shop/private/\nAllow: /\n\nSitemap: " + sitemap + "\n");
  }

  @Test
  void robotsMayBeAskedToWait() throws Exception {
    try (DemoSite slow = new DemoSite(0, new Random(1), Duration.ofMillis(1_500));
        Visitor robot = new Visitor(slow)) {
      assertThat(robot.get("/robots.txt").body())
          .contains("Allow: /\nCrawl-delay: 1.5\n\nSitemap: ");
    }
  }

  @Test
  void theSiteShowsWhoVisitedIt() throws Exception {
    visitor.get("/shop/?books=3");
    JsonNode log = visitor.json("/log.json");

    assertThat(log).hasSize(1);
    assertThat(log.get(0).path("target").asText()).isEqualTo("/shop/?books=3");
    assertThat(log.get(0).path("userAgent").asText()).startsWith("Visitor/1 (");
    assertThat(site.visits()).extracting(Visit::status).containsExactly(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "books=100001 | books: expected a whole number from 0 to 100000, found \"100001\"",
        "rows=0 | rows: expected a whole number from 1 to 100000, found \"0\"",
        "next=last | next: expected one of [usual, none, first, self, before, away, script],"
            + " found \"last\"",
        "dead=x | dead: expected a whole number from 0 to 100000, found \"x\"",
        "retry=90000s | retry: expected a time up to 86400s, such as 2s or 500ms, found \"90000s\"",
        "retryAs=words | retryAs: expected one of [seconds, date], found \"words\"",
        "session=1 | session: expected true or false, found \"1\"",
        "book=1 | parameter: expected one of books, rows, next, private, dead, unlinked, away,"
            + " script, session, sid, delay, busy, retry, retryAs, failing, block, found \"book\""
      })
  void refusesAWrongWishAndSaysWhatItExpected(String query, String message) throws Exception {
    for (String path : List.of("/shop/", "/shop/books.json", "/sitemap.xml")) {
      HttpResponse<String> answer = visitor.get(path + "?" + query);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo(message + "\n");
    }
  }
}
