package pagestream.fetching;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import pagestream.pipeline.Result;

/// Any Location leads to an address by HTTP with a host, or is refused; inside a network it leads
/// to the operator's own host and port alone.
class RedirectFuzzTest {
  private static final URI OPERATORS = URI.create("http://127.0.0.1:8080/list");
  private static final List<InetAddress> PRIVATE = List.of(InetAddress.getLoopbackAddress());

  @FuzzTest(maxDuration = "2m")
  void anyRedirectLeadsToAPageOrIsRefused(byte[] location) {
    Result<Hop> next =
        Redirects.next(Hop.to(OPERATORS), new String(location, StandardCharsets.UTF_8));
    if (next instanceof Result.Ok<Hop>(Hop hop)) {
      URI at = hop.at();
      boolean isOperators = "127.0.0.1".equals(at.getHost()) && at.getPort() == 8080;
      if (!at.getScheme().matches("(?i)https?")
          || Redirects.isAllowed(hop, PRIVATE) != isOperators) {
        throw new AssertionError("expected a page that may be asked for, found " + at);
      }
    }
  }
}
