package pagestream.fetching;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.pipeline.MovedPage;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;

/// Literal addresses only: no name is looked up.
class RedirectsTest {

  private static Result<URI> next(URI operators, String location) {
    return next(Hop.to(operators), location);
  }

  private static Result<URI> next(Hop hop, String location) {
    return switch (Redirects.next(hop, location)) {
      case Result.Ok<Hop>(Hop next) when isAllowed(next) -> Result.ok(next.at());
      case Result.Ok<Hop>(Hop next) -> new Result.Rejected<>(FetchFault.refused(next));
      case Result.Rejected<Hop>(Rejection why) -> new Result.Rejected<>(why);
    };
  }

  private static boolean isAllowed(Hop hop) {
    return Redirects.isAllowed(hop, List.of(InetAddress.ofLiteral(hop.at().getHost())));
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.1/a, /b, http://10.0.0.1/b",
    "http://10.0.0.1/a, http://10.0.0.1:80/b, http://10.0.0.1:80/b",
    "http://10.0.0.1:80/a, //10.0.0.1/b, http://10.0.0.1/b",
    "https://10.0.0.1/a, https://10.0.0.1:443/b, https://10.0.0.1:443/b",
    "http://10.0.0.1:9000/a, HTTP://10.0.0.1:9000/b, HTTP://10.0.0.1:9000/b",
    "http://10.0.0.1:443/a, https://10.0.0.1/b, https://10.0.0.1/b",
    "http://[::1]:9000/a, /b, http://[::1]:9000/b"
  })
  void theOperatorsOwnHostAndPortAreFollowedWhereverTheyAre(
      URI operators, String location, URI next) {
    assertThat(next(operators, location)).isEqualTo(Result.ok(next));
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.1/, http://10.0.0.1:8080/",
    "http://10.0.0.1:9000/, http://10.0.0.1/",
    "http://10.0.0.1:9000/, http://10.0.0.1:9001/",
    "http://10.0.0.1/, https://10.0.0.1/",
    "https://10.0.0.1/, http://10.0.0.1/",
    "http://10.0.0.1/, http://10.0.0.2/"
  })
  void anotherPortOrHostInsideANetworkIsRefused(URI operators, String location) {
    assertThat(next(operators, location)).extracting("why.reason").isEqualTo(Reason.PAGE_REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "http://8.8.8.8/, https://8.8.8.8/",
    "http://8.8.8.8/, http://8.8.8.8:8080/",
    "http://8.8.8.8/, http://9.9.9.9/",
    "http://10.0.0.1/, https://9.9.9.9/"
  })
  void aPublicHostIsFollowedToAnyPort(URI operators, String location) {
    assertThat(next(operators, location)).isEqualTo(Result.ok(URI.create(location)));
  }

  @Test
  void theExemptionIsTheOperatorsAlsoAfterARedirect() {
    Hop elsewhere = Hop.to(URI.create("http://10.0.0.1:9000/")).next(URI.create("http://8.8.8.8/"));

    assertThat(next(elsewhere, "http://10.0.0.1:9000/b"))
        .isEqualTo(Result.ok(URI.create("http://10.0.0.1:9000/b")));
    assertThat(next(elsewhere, "http://10.0.0.1:9001/b")).isInstanceOf(Result.Rejected.class);
  }

  @Test
  void anAddressThatIsTooLongForAMessageIsRefused() {
    URI operators = URI.create("http://10.0.0.1/");
    String longest = "/" + "a".repeat(MovedPage.MAX_LENGTH - operators.toString().length());

    assertThat(next(operators, longest)).isInstanceOf(Result.Ok.class);
    assertThat(next(operators, longest + "a"))
        .extracting("why.message")
        .asString()
        .contains("leads to /aaa", "aaa…")
        .hasSizeLessThan(300);
  }

  @Test
  void aHostOfWhichOneAddressIsPrivateIsRefused() {
    List<InetAddress> addresses =
        List.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("10.0.0.2"));
    Hop elsewhere = moved(URI.create("http://10.0.0.1/"), "http://public.example/");

    assertThat(Redirects.isAllowed(elsewhere, addresses)).isFalse();
    assertThat(Redirects.isAllowed(elsewhere, addresses.subList(0, 1))).isTrue();
  }

  @Test
  void aPageThatMovedIsAskedForOnlyWhereThatIsStillAllowed() {
    URI operators = URI.create("http://10.0.0.1:9000/");

    assertThat(isAllowed(Hop.to(operators))).isTrue();
    assertThat(isAllowed(moved(operators, "http://8.8.8.8/"))).isTrue();
    assertThat(isAllowed(moved(operators, "http://10.0.0.2/"))).isFalse();
  }

  private static Hop moved(URI from, String to) {
    return Hop.to(from).movedTo(Optional.of(new MovedPage(to, 1)));
  }
}
