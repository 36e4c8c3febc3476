package pagestream.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagestream.fetching.Site.Response;
import pagestream.pipeline.MovedPage;
import pagestream.pipeline.Reason;
import pagestream.timing.Deadline;

/// Names and public addresses are the test's own: whatever address is connected to, the connection
/// leads to a site on this machine.
class InternetIT {
  private static final String PUBLIC = "8.8.8.8";
  private static final String PRIVATE = "127.0.0.1";

  private final Site site = new Site();

  /// What the name servers answer, one after the other; the last one always.
  private final Queue<List<String>> answers = new ArrayDeque<>();

  private final List<String> lookups = new ArrayList<>();
  private final List<String> connected = new ArrayList<>();
  private final Internet internet =
      new Internet(this::find, proxy -> new Detour(site.port()), trusted());

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  private InetAddress[] find(String host) {
    lookups.add(host);
    List<String> found = answers.size() > 1 ? answers.remove() : answers.element();
    return found.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  /// A connection to the site, wherever it is to lead. Nobody listens at addresses of TEST-NET-1,
  /// and no way leads to those of TEST-NET-2.
  private final class Detour extends Socket {
    private final int port;

    Detour(int port) {
      this.port = port;
    }

    @Override
    public void connect(SocketAddress to, int timeout) throws IOException {
      String address = ((InetSocketAddress) to).getAddress().getHostAddress();
      connected.add(address);
      if (address.startsWith("192.0.2.")) {
        throw new ConnectException("connection refused");
      }
      if (address.startsWith("198.51.100.")) {
        throw new SocketException("Network is unreachable");
      }
      super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
    }
  }

  private Fetched fetch(Hop hop, Duration time) {
    return new Fetcher(internet, UserAgent.WITHOUT_CONTACT, 10_000, InstantSource.system())
        .fetch(hop, List.of("text/html"), Validators.NONE, Deadline.in(time));
  }

  /// A page that a redirect has led to, which may be at public addresses alone.
  private Fetched fetchRedirected(String url) {
    Hop hop =
        Hop.to(URI.create("http://operator.example/")).movedTo(Optional.of(new MovedPage(url, 1)));
    return fetch(hop, Duration.ofSeconds(30));
  }

  @Test
  void connectsToTheAddressThatWasCheckedThoughTheNameHasAnotherOneByThen() {
    answers.addAll(List.of(List.of(PUBLIC), List.of(PRIVATE)));
    site.at("/a", Response.page("<p>public</p>"));

    Fetched fetched = fetchRedirected("http://rebinding.example:8000/a");

    assertThat(fetched).isInstanceOf(Fetched.Answer.class);
    assertThat(lookups).containsExactly("rebinding.example");
    assertThat(connected).containsExactly(PUBLIC);
    assertThat(site.hosts).containsExactly("rebinding.example:8000");
  }

  @Test
  void connectsToNoneWhereOneOfTheAddressesIsPrivate() {
    answers.add(List.of(PUBLIC, PRIVATE));

    Fetched fetched = fetchRedirected("http://mixed.example/a");

    assertThat(fetched).extracting("why.reason").isEqualTo(Reason.PAGE_REFUSED);
    assertThat(connected).isEmpty();
  }

  @Test
  void triesTheNextAddressWhereNobodyListensOrNoWayLeads() {
    answers.add(List.of("192.0.2.1", "198.51.100.1", "192.0.2.2", PUBLIC));
    site.at("/a", Response.page("<p>there</p>"));

    Fetched fetched = fetch(Hop.to(URI.create("http://many.example/a")), Duration.ofSeconds(30));

    assertThat(fetched).isInstanceOf(Fetched.Answer.class);
    assertThat(connected).containsExactly("192.0.2.1", "198.51.100.1", "192.0.2.2", PUBLIC);
  }

  @Test
  void asksNoOtherAddressOnceOneWasConnectedTo() throws Exception {
    answers.add(List.of(PUBLIC, "8.8.4.4"));
    Site.Raw broken = site.raw(visitor -> visitor.setSoLinger(true, 0));

    Internet there =
        new Internet(this::find, proxy -> new Detour(broken.url().getPort()), trusted());
    Fetched fetched = fetch(there, "http://many.example/a");

    assertThat(fetched).isInstanceOf(Fetched.Ended.class);
    assertThat(connected).doesNotContain("8.8.4.4");
  }

  @Test
  void anErrorDuringOneRequestDoesNotEndTheNext() {
    answers.add(List.of(PUBLIC));
    site.at("/a", Response.page("<p>there</p>"));
    Queue<Error> errors = new ArrayDeque<>(List.of(new OutOfMemoryError()));
    Internet there =
        new Internet(
            this::find,
            proxy -> {
              if (!errors.isEmpty()) {
                throw errors.remove();
              }
              return new Detour(site.port());
            },
            trusted());

    assertThatThrownBy(() -> fetch(there, "http://many.example/a"))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(fetch(there, "http://many.example/a")).isInstanceOf(Fetched.Answer.class);
  }

  @Test
  void asksASiteAgainOverTheSameConnection() throws Exception {
    Network.Request request =
        new Network.Request(site.at("/a", Response.page("<p>there</p>")), Map.of(), 100);

    for (int i = 0; i < 3; i++) {
      Network.Reply reply =
          internet.get(
              request, List.of(InetAddress.ofLiteral(PUBLIC)), Deadline.in(Duration.ofSeconds(30)));
      assertThat(reply.isWhole()).isTrue();
    }

    assertThat(connected).containsExactly(PUBLIC);
  }

  @Test
  void aSiteThatClosesItsConnectionAfterAnAnswerIsAskedAgain() throws Exception {
    Site.Raw closing =
        site.raw(visitor -> {
          Site.says("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n<p>").with(visitor);
        });
    Internet direct = new Internet();

    for (int i = 0; i < 3; i++) {
      Network.Reply reply =
          direct.get(
              new Network.Request(closing.url(), Map.of(), 100),
              List.of(InetAddress.getLoopbackAddress()),
              Deadline.in(Duration.ofSeconds(30)));
      assertThat(reply.body()).hasSize(3);
    }
  }

  @Test
  void aSiteThatClosesANewConnectionWithoutAnAnswerIsAskedOnce() throws Exception {
    answers.add(List.of(PUBLIC));
    Site.Raw silent = site.raw(visitor -> {});
    Internet there =
        new Internet(this::find, proxy -> new Detour(silent.url().getPort()), trusted());

    Fetched fetched = fetch(there, "http://silent.example/a");

    assertThat(fetched).extracting("why.reason").isEqualTo(Reason.PAGE_UNREACHABLE);
    assertThat(connected).containsExactly(PUBLIC);
  }

  @Test
  void aSiteThatClosesAConnectionThatIsUsedAgainIsAskedAnew() throws Exception {
    answers.add(List.of(PUBLIC));
    Site.Raw closing =
        site.raw(visitor -> {
          Site.says("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n<p>").with(visitor);
          Site.readHead(visitor.getInputStream());
        });
    Internet there =
        new Internet(this::find, proxy -> new Detour(closing.url().getPort()), trusted());

    for (int i = 0; i < 3; i++) {
      assertThat(fetch(there, "http://closing.example/a")).isInstanceOf(Fetched.Answer.class);
    }

    assertThat(connected).containsExactly(PUBLIC, PUBLIC, PUBLIC);
  }

  @Test
  void headersWithOddNamesAreReadAsFarAsTheyGo() throws Exception {
    Site.Raw odd =
        site.raw(
            Site.says(
                "HTTP/1.1 200 OK\r\n\u0001A: 1\r\n\u0001: 2\r\nA: 3\r\n"
                    + "Content-Length: 3\r\n\r\n<p>"));

    Fetched fetched = fetch(Hop.to(odd.url()), Duration.ofSeconds(5));

    assertThat(fetched).isInstanceOf(Fetched.Ended.class);
  }

  @Test
  void aSecureSiteIsAskedByItsNameAndMustHaveACertificateForIt() throws Exception {
    answers.add(List.of(PUBLIC));
    try (SecureSite secure = new SecureSite("secure.example")) {
      Fetched fetched = fetch(secure, "https://secure.example/a");
      Fetched other = fetch(secure, "https://other.example/a");

      assertThat(fetched).isInstanceOf(Fetched.Answer.class);
      assertThat(other)
          .extracting("why.message")
          .asString()
          .contains("https://other.example/a", "no secure connection");
      assertThat(secure.names).containsExactly("secure.example");
    }
  }

  private Fetched fetch(SecureSite secure, String url) {
    return fetch(
        new Internet(this::find, proxy -> new Detour(secure.port()), secure.trusted()), url);
  }

  private static SSLContext trusted() {
    return SSLContexts.createDefault();
  }

  private static Fetched fetch(Internet there, String url) {
    return fetch(there, Hop.to(URI.create(url)));
  }

  private static Fetched fetch(Internet there, Hop hop) {
    return new Fetcher(there, UserAgent.WITHOUT_CONTACT, 10_000, InstantSource.system())
        .fetch(hop, List.of("text/html"), Validators.NONE, Deadline.in(Duration.ofSeconds(30)));
  }

  @Test
  void aNameThatCannotBeLookedUpIsTroubleOfItsHostThoughARedirectHasLedThere() {
    Internet there = new Internet(this::findOperators, proxy -> new Detour(site.port()), trusted());
    site.at("/a", Response.redirect("http://unknown.example/b"));

    Fetched fetched = fetch(there, "http://operator.example/a");

    assertThat(fetched).isInstanceOf(Fetched.Moved.class);
    Fetched.Rejected rejected = (Fetched.Rejected) fetch(there, ((Fetched.Moved) fetched).to());
    assertThat(rejected.why().message())
        .isEqualTo("http://unknown.example/b could not be fetched: no such host; check url");
    assertThat(rejected.trouble()).isPresent();
  }

  private InetAddress[] findOperators(String host) throws UnknownHostException {
    if (!host.equals("operator.example")) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {InetAddress.ofLiteral(PUBLIC)};
  }

  @Test
  void aNameThatIsLookedUpForTooLongIsTimedOut() {
    CountDownLatch never = new CountDownLatch(1);
    HostNames slow =
        new HostNames(host -> {
          await(never);
          return new InetAddress[0];
        });

    assertThatThrownBy(() -> slow.find("slow.example", Deadline.in(Duration.ofMillis(50))))
        .isInstanceOf(TimeoutException.class);
    never.countDown();
  }

  private static void await(CountDownLatch latch) throws UnknownHostException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new UnknownHostException(e.getMessage());
    }
  }
}
