package pagestream.fetching;

import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.util.Optional;
import pagestream.catalog.HttpAddress;
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

  /// The next address, unless it is none or inside a network.
  ///
  /// @param operators the address that was asked for first, whose host and port are fetched
  ///   wherever they are
  static Result<URI> next(URI operators, URI from, String location) {
    Optional<URI> next = resolve(from, location);
    if (next.isEmpty() || next.get().getHost() == null || !HttpAddress.isHttp(next.get())) {
      return new Result.Rejected<>(FetchFault.refused(from, location));
    }
    try {
      return isAt(operators, next.get()) || Addresses.arePublic(next.get().getHost())
          ? Result.ok(next.get())
          : new Result.Rejected<>(FetchFault.refused(from, location));
    } catch (UnknownHostException e) {
      return new Result.Rejected<>(FetchFault.unreachable(next.get(), e));
    }
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
