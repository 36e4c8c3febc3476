package pagestream.fetching;

import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.util.Optional;
import pagestream.catalog.HttpAddress;
import pagestream.pipeline.MovedPage;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;

/// Where an answer leads, and whether that may be followed.
final class Redirects {
  /// How many of them are followed, one after the other, to one page.
  static final int LIMIT = 5;

  private Redirects() {}

  static Optional<String> location(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 -> response.headers().firstValue("Location");
      default -> Optional.empty();
    };
  }

  /// The next address, unless it is none, is inside a network, or one too many.
  static Result<Hop> next(Hop hop, String location) {
    if (hop.redirects() == LIMIT) {
      return new Result.Rejected<>(FetchFault.tooManyRedirects(hop.first(), hop.at()));
    }
    Optional<URI> to = resolve(hop.at(), location);
    if (to.filter(Redirects::isPage).isEmpty()) {
      return new Result.Rejected<>(FetchFault.refused(hop.at(), location));
    }
    Hop next = hop.next(to.get());
    try {
      return isAllowed(next)
          ? Result.ok(next)
          : new Result.Rejected<>(FetchFault.refused(hop.at(), location));
    } catch (UnknownHostException e) {
      return new Result.Rejected<>(FetchFault.unreachable(to.get(), e));
    }
  }

  /// One that is too long does not fit into the message of its task.
  private static boolean isPage(URI url) {
    return url.getHost() != null
        && HttpAddress.isHttp(url)
        && url.toString().length() <= MovedPage.MAX_LENGTH;
  }

  /// Why a page must not be asked for there. It may have been allowed when the redirect came.
  static Optional<Rejection> refusal(Hop hop) throws UnknownHostException {
    return isAllowed(hop)
        ? Optional.empty()
        : Optional.of(FetchFault.refused(hop.first(), hop.at().toString()));
  }

  private static boolean isAllowed(Hop hop) throws UnknownHostException {
    return isAt(hop.first(), hop.at()) || Addresses.arePublic(hop.at().getHost());
  }

  private static boolean isAt(URI operators, URI next) {
    return next.getHost().equalsIgnoreCase(operators.getHost()) && port(next) == port(operators);
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /// Empty where it is no address. A query alone keeps the path (RFC 3986, 5.2.2), which
  /// [URI#resolve] does not.
  private static Optional<URI> resolve(URI from, String location) {
    try {
      return Optional.of(
          from.resolve(location.startsWith("?") ? from.getRawPath() + location : location));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
