package pagestream.fetching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagestream.fetching.Site.Response;
import pagestream.pipeline.MovedPage;
import pagestream.timing.Deadline;

/// Forms of addresses by which a site could try to have something fetched inside a network: by a
/// redirect, by a redirect of a public site that a redirect has led to, and by a redirect that was
/// remembered. Every connection that is made is seen here: only the operator's own site and public
/// addresses may be connected to.
class HostileAddressesIT {
  private static final String PUBLIC = "8.8.8.8";
  private static final String OPERATORS = "127.0.0.7";

  /// What names lead to; others are addresses, or unknown.
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "operator.example", List.of(OPERATORS),
          "public.example", List.of(PUBLIC),
          "private.example", List.of("10.0.0.1"),
          "loopback.example", List.of("127.0.0.1"),
          "mixed.example", List.of(PUBLIC, "127.0.0.1"),
          "mapped.example", List.of("::ffff:127.0.0.1"),
          "metadata.example", List.of("169.254.169.254"),
          "unique.example", List.of("fd00:ec2::254"));

  private final Site operators = new Site();
  private final Site elsewhere = new Site();
  private final List<String> connected = new ArrayList<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private final Internet internet =
      new Internet(this::find, proxy -> new Watched(), SSLContexts.createDefault());

  @AfterEach
  void close() throws IOException {
    operators.close();
    elsewhere.close();
  }

  private InetAddress[] find(String host) throws UnknownHostException {
    if (host.equals("rebinding.example")) {
      return InetAddress.getAllByName(lookups.getAndIncrement() == 0 ? PUBLIC : "127.0.0.1");
    }
    List<String> known = NAMES.get(host);
    if (known == null && !host.matches("\\[?[0-9a-fA-Fx.:%]+]?") && !host.equals("localhost")) {
      throw new UnknownHostException(host);
    }
    return known == null
        ? InetAddress.getAllByName(host)
        : known.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  /// Leads to the operator's site or to the one elsewhere, whatever address is wanted.
  private final class Watched extends Socket {
    @Override
    public void connect(SocketAddress to, int timeout) throws IOException {
      InetSocketAddress wanted = (InetSocketAddress) to;
      String address = wanted.getAddress().getHostAddress();
      connected.add(address + ":" + wanted.getPort());
      if (wanted.getPort() == 443) {
        throw new ConnectException("nobody speaks TLS here");
      }
      int port = address.equals(OPERATORS) ? operators.port() : elsewhere.port();
      super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
    }
  }

  /// Names by which addresses inside a network could be meant. Of octal forms there are only those
  /// that Java refuses: it reads 0177.0.0.1 as the public 177.0.0.1, and connects to that.
  static Stream<String> hosts() {
    return """
    0.0.0.0 0 127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 017700000001
    127.0.0.1. 127.0.0.2 127.255.255.254 127.000.000.001 10.0.0.1 10.255.255.255 167772161
    172.16.0.1 172.31.255.255 192.168.0.1 192.168.255.255 3232235521 169.254.169.254
    169.254.170.2 2852039166 0xa9fea9fe 0251.0376.0251.0376 100.64.0.1 100.100.100.200
    100.127.255.255 192.0.0.1 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1
    224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 [::] [::1] [0:0:0:0:0:0:0:1]
    [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [::ffff:169.254.169.254]
    [0:0:0:0:0:ffff:7f00:1] [64:ff9b::7f00:1] [64:ff9b::10.0.0.1] [64:ff9b:1::a00:1]
    [2002:7f00:1::] [2002:a00:1::1] [2001::1] [2001:db8::1] [fe80::1] [fe80::1%25lo] [fec0::1]
    [fc00::1] [fd00:ec2::254] [fd12:3456::1] [ff02::1] [100::1] [5f00::1] [3fff::1]
    localhost LOCALHOST private.example loopback.example mixed.example mapped.example
    metadata.example unique.example PRIVATE.example
    """
        .lines()
        .flatMap(line -> Stream.of(line.strip().split(" ")))
        .filter(host -> !host.isEmpty());
  }

  /// Whole addresses that are read in different ways by different readers.
  static Stream<String> others() {
    return Stream.of(
        "//127.0.0.1/secret",
        "///127.0.0.1/secret",
        "/\\127.0.0.1/secret",
        "\\\\127.0.0.1\\secret",
        "http:\\\\127.0.0.1/secret",
        "http:127.0.0.1/secret",
        "http:/127.0.0.1/secret",
        "http:///127.0.0.1/secret",
        "http://user@127.0.0.1/secret",
        "http://public.example@127.0.0.1/secret",
        "http://public.example:80@127.0.0.1/secret",
        "http://operator.example@10.0.0.1/secret",
        "http://public.example%40127.0.0.1/secret",
        "http://127.0.0.1#@public.example/",
        "http://127.0.0.1?@public.example/",
        "http://127.0.0.1\\@public.example/",
        "http://127.0.0.1:80\\@public.example/",
        "http://127.0.0.1%2f.public.example/",
        "http://127.0.0.1%00.public.example/",
        "http://127%2e0%2e0%2e1/secret",
        "http://１２７.0.0.1/secret",
        "http://①②⑦.⓪.⓪.①/secret",
        "http://127。0。0。1/secret",
        "http://ⓛocalhost/secret",
        "http://[127.0.0.1]/secret",
        "http://[::1/secret",
        "http://[::1]:99999/secret",
        "http://operator.example:22/",
        "http://operator.example:6379/",
        "https://operator.example/secret",
        "http://operator.example.:80/secret",
        "http://127.0.0.1:0/secret",
        "http://127.0.0.1:-1/secret",
        "http:// 127.0.0.1/secret",
        "http://\t127.0.0.1/secret",
        "HTTP://127.0.0.1/secret",
        "hTTps://127.0.0.1/secret",
        "ftp://127.0.0.1/secret",
        "file:///etc/passwd",
        "file://127.0.0.1/etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "dict://127.0.0.1:11211/stats",
        "ldap://127.0.0.1/",
        "jar:http://127.0.0.1/a.jar!/b",
        "netdoc:///etc/passwd",
        "data:text/html,<p>secret</p>",
        "javascript:alert(1)",
        "about:blank",
        "view-source:http://127.0.0.1/",
        "unix:/var/run/docker.sock",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock/info");
  }

  static Stream<String> all() {
    return Stream.concat(hosts().map("http://%s/secret"::formatted), others());
  }

  @Test
  void thereAreManyOfThem() {
    assertThat(all()).hasSizeGreaterThan(120).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRedirectLeadsToNoneOfThem(String location) {
    operators.at("/a", Response.redirect(location));

    assertThat(fetch(Hop.to(URI.create("http://operator.example/a"))))
        .isInstanceOf(Fetched.Rejected.class);
    assertOnlyAllowedWereAsked();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRedirectOfAPublicSiteLeadsToNoneOfThem(String location) {
    operators.at("/a", Response.redirect("http://public.example/b"));
    elsewhere.at("/b", Response.redirect(location));

    assertThat(fetch(Hop.to(URI.create("http://operator.example/a"))))
        .isInstanceOf(Fetched.Rejected.class);
    assertOnlyAllowedWereAsked();
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void aRedirectThatWasRememberedLeadsToNoneOfThem(String host) {
    Hop moved =
        Hop.to(URI.create("http://operator.example/a"))
            .movedTo(Optional.of(new MovedPage("http://%s/secret".formatted(host), 1)));

    assertThat(fetch(moved)).isInstanceOf(Fetched.Rejected.class);
    assertThat(connected).isEmpty();
  }

  /// Those of the host that the operator has named among them: at a port that nobody named.
  static Stream<String> links() {
    return Stream.concat(
        hosts().map("http://%s/secret"::formatted),
        Stream.of(
            "https://operator.example/secret",
            "http://operator.example:443/secret",
            "http://operator.example:22/"));
  }

  @ParameterizedTest
  @MethodSource("links")
  void aLinkLeadsToNoneOfThem(String link) {
    assertThat(fetch(Hop.found(URI.create(link)))).isInstanceOf(Fetched.Rejected.class);
    assertThat(connected).isEmpty();
  }

  @Test
  void aLinkLeadsToPublicAddresses() {
    elsewhere.at("/b", Response.page("<p>there</p>"));

    assertThat(fetch(Hop.found(URI.create("http://public.example/b"))))
        .isInstanceOf(Fetched.Answer.class);
  }

  @Test
  void aNameThatLeadsInsideWhenItIsLookedUpAgainIsRefused() {
    operators.at("/a", Response.redirect("http://public.example/b"));
    elsewhere.at("/b", Response.redirect("http://operator.example/c"));
    operators.at("/c", Response.redirect("http://rebinding.example/d"));
    elsewhere.at("/d", Response.page("<p>there</p>"));

    Fetched fetched = fetch(Hop.to(URI.create("http://operator.example/a")));

    assertThat(fetched).extracting("why.reason").hasToString("PAGE_REFUSED");
    assertThat(operators.requests).containsExactly("/a", "/c");
    assertThat(elsewhere.requests).containsExactly("/b");
    assertOnlyAllowedWereAsked();
  }

  private void assertOnlyAllowedWereAsked() {
    assertThat(connected).isSubsetOf(OPERATORS + ":80", PUBLIC + ":80");
    assertThat(elsewhere.requests).doesNotContain("/secret");
  }

  /// Wherever redirects lead.
  private Fetched fetch(Hop first) {
    Fetcher fetcher =
        new Fetcher(internet, UserAgent.WITHOUT_CONTACT, 10_000, InstantSource.system());
    Hop hop = first;
    while (true) {
      Fetched fetched =
          fetcher.fetch(
              hop, List.of("text/html"), Validators.NONE, Deadline.in(Duration.ofSeconds(30)));
      if (!(fetched instanceof Fetched.Moved(Hop to))) {
        return fetched;
      }
      hop = to;
    }
  }
}
