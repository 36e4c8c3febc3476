package pagestream.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import pagestream.problem.Problem;

/// The names by which the loopback address is asked. A web page that somebody visits can have a
/// name that leads there as well, or send requests there: it would read what only this machine may
/// see, and do what only its user may.
final class OwnNames {
  private static final Set<String> ALL = Set.of("localhost", LoopbackServer.ADDRESS, "[::1]");

  private OwnNames() {}

  /// What is wrong with the host that a request names, or with the site whose page has sent it;
  /// empty where it names none.
  static Optional<Problem> refusal(org.eclipse.jetty.server.Request request) {
    String host = request.getHttpURI().getHost();
    if (host != null && !isOwn(host)) {
      return Optional.of(
          Problem.of(
              421,
              "Misdirected Request",
              "the host: expected localhost, 127.0.0.1 or [::1], found another name"));
    }
    return isOtherSites(request.getHeaders())
        ? Optional.of(
            Problem.of(
                403,
                "Forbidden",
                "the sender: expected a page of localhost, 127.0.0.1 or [::1], or no page, found"
                    + " another site's page; enter the address in the browser, or serve the page"
                    + " from this machine"))
        : Optional.empty();
  }

  /// By the Origin, which browsers send with whatever a page may read or change; by
  /// [Sec-Fetch-Site](https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header) where there is
  /// none.
  private static boolean isOtherSites(HttpFields headers) {
    List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
    return origins.isEmpty()
        ? "cross-site".equalsIgnoreCase(headers.get("Sec-Fetch-Site"))
        : !origins.stream().allMatch(OwnNames::isOwnOrigin);
  }

  private static boolean isOwnOrigin(String origin) {
    try {
      return isOwn(URI.create(origin).getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isOwn(@Nullable String host) {
    return host != null && ALL.contains(host.toLowerCase(Locale.ROOT));
  }
}
