package pagestream.scraper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pagestream.catalog.Limits;
import pagestream.catalog.QueryRule;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Start;
import pagestream.encoding.Gzip;
import pagestream.fetching.Fetched;
import pagestream.fetching.Fetcher;
import pagestream.fetching.Hop;
import pagestream.fetching.Site;
import pagestream.fetching.Site.Response;
import pagestream.fetching.UserAgent;
import pagestream.pacing.Change;
import pagestream.pacing.HostState;
import pagestream.pacing.InMemoryHosts;
import pagestream.pacing.InMemoryRobotsFiles;
import pagestream.pacing.Pace;
import pagestream.pacing.RobotsFile;
import pagestream.pacing.RobotsFiles;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.MovedPage;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Task;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.Usage;
import pagestream.timing.Deadline;

/// What robots.txt says is done, whatever it says, in virtual time.
class VisitsIT {
  private static final String FORBIDS_A = "User-agent: *\nDisallow: /a\n";
  private static final Pace ONE_A_SECOND = every(1);

  private final Site site = new Site();
  private final InMemoryHosts hosts = new InMemoryHosts();
  private final InMemoryRobotsFiles files = new InMemoryRobotsFiles();
  private final KeepingLog log = new KeepingLog();
  private final AtomicInteger ids = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final Instant start = now;

  /// How long it takes to ask for a host's state.
  private Duration hostTakes = Duration.ZERO;

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  /// A pace by which moments are so many seconds apart.
  private static Pace every(int seconds) {
    return new Pace(Duration.ofSeconds(seconds).minus(HostState.LEEWAY), 1);
  }

  /// Of a process that remembers nothing yet.
  private Visits visits() {
    return visits(files);
  }

  private Visits visits(RobotsFiles shared) {
    Requests requests =
        new Requests(
            this::change,
            () -> "request" + ids.incrementAndGet(),
            () -> now,
            time -> now = now.plus(time),
            log);
    return new Visits(
        requests,
        new Robots(shared, () -> now, log),
        new Fetcher(UserAgent.WITHOUT_CONTACT, 1 << 20, () -> now),
        () -> now);
  }

  private <T> T change(String host, Function<HostState, Change<T>> change) {
    now = now.plus(hostTakes);
    return hosts.change(host, change);
  }

  private Job job(String path) {
    return job(path, ONE_A_SECOND, true);
  }

  private Job job(String path, Pace pace, boolean obeysRobots) {
    return job(site.url(path), pace, obeysRobots);
  }

  private static Job job(URI url, Pace pace, boolean obeysRobots) {
    Source source =
        new Source(
            "films",
            "movies",
            Start.at(url),
            Optional.empty(),
            List.of(),
            Limits.DEFAULT,
            pace,
            QueryRule.EXACT,
            obeysRobots);
    return new Job(
        new Task("run1", "films", "movies", url.toString()),
        source,
        Recipes.packaged().get("movies"),
        Optional.empty(),
        Usage.NONE);
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private Fetched fetched(Visits visits, String path) {
    Visit.Done done = visits.now(job(path), deadline());
    visits.ended(done, false);
    return done.fetched();
  }

  private static Visit inTurn(Visits visits, Job job) {
    return visits.inTurn(job, Hop.to(job.url()), deadline());
  }

  private Visit.Later later(int seconds, String path) {
    return new Visit.Later(start.plusSeconds(seconds), Hop.to(site.url(path)));
  }

  private static Fetched.Rejected rejected(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Rejected.class);
    return (Fetched.Rejected) fetched;
  }

  private void robots(String rules) {
    site.at("/robots.txt", new Response(200, "text/plain", rules));
  }

  private HostState host() {
    return hosts.change("127.0.0.1:" + site.port(), state -> new Change<>(state, state));
  }

  @Test
  void aPageThatIsForbiddenIsNotAskedFor() {
    robots(FORBIDS_A);

    Fetched.Rejected rejected = rejected(fetched(visits(), "/a/1"));

    assertThat(rejected.why().reason()).isEqualTo(Reason.ROBOTS_DISALLOWED);
    assertThat(rejected.why().message())
        .contains(site.url("/robots.txt").toString(), site.url("/a/1").toString());
    assertThat(rejected.trouble()).isEmpty();
    assertThat(site.requests).containsExactly("/robots.txt");
    assertThat(host().failures()).isZero();
  }

  @Test
  void aPageThatIsAllowedIsFetched() {
    robots(FORBIDS_A);
    site.at("/b", Response.page("<p>b</p>"));

    assertThat(fetched(visits(), "/b")).isInstanceOf(Fetched.Answer.class);
    assertThat(site.requests).containsExactly("/robots.txt", "/b");
    assertThat(site.wishes.getFirst()).isEqualTo("text/plain");
  }

  @Test
  void whatASourceIgnoresIsNotAskedFor() {
    robots(FORBIDS_A);
    site.at("/a", Response.page("<p>a</p>"));

    Visit.Done done = visits().now(job("/a", ONE_A_SECOND, false), deadline());

    assertThat(done.fetched()).isInstanceOf(Fetched.Answer.class);
    assertThat(site.requests).containsExactly("/a");
  }

  @Test
  void rulesAreReadOnceADayByWhateverProcess() {
    robots(FORBIDS_A);
    Visits one = visits();
    fetched(one, "/b/1");
    fetched(one, "/b/2");
    fetched(visits(), "/b/3");

    assertThat(site.requests).containsExactly("/robots.txt", "/b/1", "/b/2", "/b/3");

    now = start.plus(Duration.ofDays(1));
    fetched(one, "/b/4");
    assertThat(site.requests).endsWith("/robots.txt", "/b/4").hasSize(6);
  }

  private static byte[] compressed(String rules) {
    return Gzip.compress(rules.getBytes(UTF_8));
  }

  private static Response text(byte[] body) {
    return new Response(200, "text/plain", body);
  }

  private static List<Arguments> withoutRules() {
    byte[] compressed = compressed("#".repeat(1000) + "\n" + FORBIDS_A);
    return List.of(
        Arguments.of("lost", new Response(404, Site.HTML, FORBIDS_A)),
        Arguments.of("refused", new Response(403, "text/plain", FORBIDS_A)),
        Arguments.of("gone", new Response(410, Site.HTML, "")),
        Arguments.of("empty", text(new byte[0])),
        Arguments.of("HTML", Response.page("<html><p>Disallow: /a</p></html>")),
        Arguments.of("noise", text(new byte[] {0, -1, 7, 0x1f, -117})),
        Arguments.of("gzip that breaks off at once", text(Arrays.copyOf(compressed, 9))),
        Arguments.of("a loop", Response.redirect("/robots.txt")),
        Arguments.of("into the network", Response.redirect("http://10.0.0.1/robots.txt")),
        Arguments.of("nowhere", Response.redirect("javascript:alert(1)")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withoutRules")
  void aSiteWithoutRulesAllowsEverything(String name, Response robots) {
    site.at("/robots.txt", robots);
    site.at("/a", Response.page("<p>a</p>"));
    Visits visits = visits();

    assertThat(fetched(visits, "/a")).isInstanceOf(Fetched.Answer.class);
    int asked = site.requests.size();
    assertThat(fetched(visits, "/a")).isInstanceOf(Fetched.Answer.class);
    assertThat(site.requests).as("robots.txt is not asked for again").hasSize(asked + 1);
  }

  private static List<Arguments> withRules() {
    byte[] compressed = compressed(FORBIDS_A + "#".repeat(100));
    return List.of(
        Arguments.of("with a byte order mark", text(("\uFEFF" + FORBIDS_A).getBytes(UTF_8))),
        Arguments.of("compressed", text(compressed)),
        Arguments.of(
            "compressed and broken", text(Arrays.copyOf(compressed, compressed.length - 6))),
        Arguments.of("as HTML", new Response(200, Site.HTML, FORBIDS_A)),
        Arguments.of("elsewhere", Response.redirect("/rules")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withRules")
  void rulesCountInWhateverFormTheyCome(String name, Response robots) {
    site.at("/rules", new Response(200, "text/plain", FORBIDS_A));
    site.at("/robots.txt", robots);

    assertThat(rejected(fetched(visits(), "/a")).why().reason())
        .isEqualTo(Reason.ROBOTS_DISALLOWED);
  }

  @Test
  void ofAHugeFileTheBeginningCounts() {
    byte[] huge = new byte[100_000_000];
    Arrays.fill(huge, (byte) '\n');
    byte[] first = FORBIDS_A.getBytes(UTF_8);
    byte[] last = "Disallow: /b\n".getBytes(UTF_8);
    System.arraycopy(first, 0, huge, 0, first.length);
    System.arraycopy(last, 0, huge, RobotsFile.MAX_BYTES, last.length);
    site.at("/robots.txt", text(huge));
    site.at("/b", Response.page("<p>b</p>"));
    Visits visits = visits();

    assertThat(fetched(visits, "/a")).isInstanceOf(Fetched.Rejected.class);
    assertThat(fetched(visits, "/b")).isInstanceOf(Fetched.Answer.class);
    assertThat(files.find(site.url("/robots.txt")).orElseThrow().text())
        .hasSize(RobotsFile.MAX_BYTES);
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "503", "429"})
  void aSiteWhoseRobotsTxtFailsIsInTroubleUntilItAnswers(int status) {
    site.at("/robots.txt", new Response(status, Site.HTML, "busy"));
    site.at("/b", Response.page("<p>b</p>"));
    Visits visits = visits();

    Fetched.Rejected rejected = rejected(fetched(visits, "/b"));

    assertThat(rejected.why().reason()).isEqualTo(Reason.PAGE_STATUS);
    assertThat(rejected.why().message())
        .contains("robots.txt must be read", "/robots.txt, found " + status);
    assertThat(rejected.trouble()).isPresent();
    assertThat(site.requests).containsExactly("/robots.txt");
    assertThat(host().failures()).isEqualTo(1);

    robots(FORBIDS_A);
    assertThat(fetched(visits, "/b")).isInstanceOf(Fetched.Answer.class);
    assertThat(site.requests).containsExactly("/robots.txt", "/robots.txt", "/b");
  }

  @Test
  void whatRobotsTxtSaysOfWhenToComeAgainHoldsForTheHost() {
    site.at("/robots.txt", new Response(503, Site.HTML, "busy", "Retry-After", "120"));

    fetched(visits(), "/b");

    assertThat(host().closedUntil()).isEqualTo(start.plusSeconds(120));
    assertThat(inTurn(visits(), job("/b"))).isEqualTo(later(120, "/b"));
    assertThat(site.requests).containsExactly("/robots.txt");
  }

  @Test
  void aSiteThatDoesNotAnswerInTimeIsInTrouble() throws IOException {
    Site.Raw silent = site.raw(visitor -> visitor.getInputStream().read());

    Visit.Done done =
        visits().now(job(silent.url(), ONE_A_SECOND, true), Deadline.in(Duration.ofMillis(300)));

    assertThat(rejected(done.fetched()).why().reason()).isEqualTo(Reason.PAGE_TIMED_OUT);
    assertThat(rejected(done.fetched()).why().message()).contains("/robots.txt did not answer");
    assertThat(rejected(done.fetched()).trouble()).isPresent();
  }

  @Test
  void aSiteThatCannotBeReachedIsInTrouble() throws IOException {
    Job job = job("/b");
    site.close();

    Fetched.Rejected rejected = rejected(visits().now(job, deadline()).fetched());

    assertThat(rejected.why().reason()).isEqualTo(Reason.PAGE_UNREACHABLE);
    assertThat(rejected.why().message()).contains("/robots.txt could not be fetched");
    assertThat(rejected.trouble()).isPresent();
  }

  @Test
  void whoWaitsForAnAnswerWaitsForNoTurn() {
    Visits visits = visits();

    fetched(visits, "/b");
    assertThat(now).isEqualTo(start);

    inTurn(visits, job("/c"));
    assertThat(now).as("the next one begins a delay later").isEqualTo(start.plusSeconds(1));
  }

  @Test
  void robotsTxtTakesATurnAndThePageTheNextOne() {
    Visit visit = inTurn(visits(), job("/b"));

    assertThat(visit).isInstanceOf(Visit.Asked.class);
    assertThat(site.requests).containsExactly("/robots.txt", "/b");
    assertThat(now).isEqualTo(start.plusSeconds(1));
  }

  @Test
  void whereTheDelayIsLongThePageComesLater() {
    Job slow = job("/b", every(10), true);
    Visits visits = visits();

    assertThat(inTurn(visits, slow)).isEqualTo(later(10, "/b"));
    now = start.plusSeconds(10);
    assertThat(inTurn(visits, slow)).isInstanceOf(Visit.Asked.class);

    assertThat(site.requests).containsExactly("/robots.txt", "/b");
    assertThat(now).isEqualTo(start.plusSeconds(10));
  }

  @Test
  void aRedirectIsFollowedAtOnceForWhoWaitsForTheAnswer() {
    site.at("/a", Response.redirect("/b"));
    site.at("/b", Response.page("<p>b</p>"));

    assertThat(fetched(visits(), "/a")).isInstanceOf(Fetched.Answer.class);
    assertThat(site.requests).containsExactly("/robots.txt", "/a", "/b");
    assertThat(now).isEqualTo(start);
  }

  @Test
  void aRedirectTakesATurnOfItsOwn() {
    site.at("/a", Response.redirect("/b"));
    site.at("/b", Response.page("<p>b</p>"));

    assertThat(inTurn(visits(), job("/a"))).isInstanceOf(Visit.Asked.class);
    assertThat(site.requests).containsExactly("/robots.txt", "/a", "/b");
    assertThat(now).isEqualTo(start.plusSeconds(2));
  }

  @Test
  void whereTheDelayIsLongAPageThatMovedIsAskedForLaterAtItsNewAddress() {
    Job slow = job("/a", every(10), false);
    site.at("/a", Response.redirect("/b"));
    site.at("/b", Response.page("<p>b</p>"));
    Visits visits = visits();

    Visit.Later later = (Visit.Later) inTurn(visits, slow);
    assertThat(later.at()).isEqualTo(start.plusSeconds(10));
    assertThat(later.hop().moved()).contains(new MovedPage(site.url("/b").toString(), 1));

    now = later.at();
    assertThat(visits.inTurn(slow, later.hop(), deadline())).isInstanceOf(Visit.Asked.class);
    assertThat(site.requests).containsExactly("/a", "/b");
  }

  @Test
  void aPageThatMovedToAForbiddenAddressIsNotAskedForThere() {
    robots(FORBIDS_A);
    site.at("/b", Response.redirect("/a/1"));

    Fetched.Rejected rejected = rejected(fetched(visits(), "/b"));

    assertThat(rejected.why().reason()).isEqualTo(Reason.ROBOTS_DISALLOWED);
    assertThat(rejected.why().message()).contains(site.url("/a/1").toString());
    assertThat(site.requests).containsExactly("/robots.txt", "/b");
  }

  @Test
  void robotsTxtOfWhereAPageMovedIsNotAskedForInsideANetwork() {
    Job job = job("/a", every(1), true);
    Hop moved = Hop.to(job.url()).movedTo(Optional.of(new MovedPage("http://10.0.0.2/a", 1)));

    Visit visit = visits().inTurn(job, moved, deadline());

    Fetched.Rejected rejected = rejected(((Visit.Done) visit).fetched());
    assertThat(rejected.why().reason()).isEqualTo(Reason.PAGE_REFUSED);
    assertThat(site.requests).isEmpty();
  }

  @Test
  void aRobotsTxtThatCannotBeDecompressedForbidsForNow() {
    site.at(
        "/robots.txt",
        new Response(200, "text/plain", FORBIDS_A.getBytes(UTF_8), "Content-Encoding", "br"));

    Fetched.Rejected rejected = rejected(fetched(visits(), "/b"));

    assertThat(rejected.why().message()).contains("robots.txt must be read", "\"br\"");
    assertThat(rejected.trouble()).isPresent();
    assertThat(site.requests).containsExactly("/robots.txt");
  }

  @Test
  void withLittleTimeLeftAPageIsAskedForAtTheNextDelivery() {
    Job job = job("/a", every(1), false);
    site.at("/a", Response.page("<p>a</p>"));

    Visit visit = visits().inTurn(job, Hop.to(job.url()), Deadline.in(Duration.ofSeconds(4)));

    assertThat(visit).isEqualTo(later(0, "/a"));
    assertThat(site.requests).isEmpty();
    assertThat(host()).isEqualTo(HostState.UNKNOWN);
  }

  @Test
  void aMomentThatTookTooLongToGetIsNotUsed() {
    Job job = job("/a", every(1), false);
    site.at("/a", Response.page("<p>a</p>"));
    List<Instant> asked = new ArrayList<>();
    hostTakes = Duration.ofMillis(200);
    Visits visits = visits();

    for (int i = 0; i < 5; i++) {
      Visit.Asked visit = (Visit.Asked) inTurn(visits, job);
      asked.add(visit.startedAt());
      visits.ended(visit, false);
    }

    for (int i = 1; i < asked.size(); i++) {
      assertThat(Duration.between(asked.get(i - 1), asked.get(i)))
          .isBetween(every(1).delay(), Duration.ofSeconds(3));
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 7050", "1000000000, 60050", "0.2, 1000", "-5, 1000", "soon, 1000"})
  void aSiteMayWishALongerDelayOfUpToAMinute(String crawlDelay, long millis) {
    robots("User-agent: *\nCrawl-delay: " + crawlDelay + "\n");
    Visits visits = visits();
    fetched(visits, "/b");

    Visit next = inTurn(visits, job("/c"));

    Instant at = next instanceof Visit.Later(Instant later, Hop hop) ? later : now;
    assertThat(at).isEqualTo(start.plusMillis(millis));
  }

  @Test
  void aTableThatDoesNotAnswerIsNoObstacle() {
    robots(FORBIDS_A);
    site.at("/b", Response.page("<p>b</p>"));
    RobotsFiles broken =
        new RobotsFiles() {
          @Override
          public Optional<RobotsFile> find(URI address) {
            throw new TransientException("GetItem failed");
          }

          @Override
          public void keep(URI address, RobotsFile file) {
            throw new TransientException("PutItem failed");
          }
        };
    Visits visits = visits(broken);

    assertThat(fetched(visits, "/b")).isInstanceOf(Fetched.Answer.class);
    assertThat(fetched(visits, "/a")).isInstanceOf(Fetched.Rejected.class);
    assertThat(site.requests).containsExactly("/robots.txt", "/b");
  }
}
