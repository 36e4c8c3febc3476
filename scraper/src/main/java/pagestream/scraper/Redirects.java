package pagestream.scraper;

import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.util.Optional;
import pagestream.catalog.HttpAddress;
import pagestream.pipeline.Result;

/// Where an answer leads, and whether that may be followed.
final class Redirects {
  private Redirects() {}

  static Optional<String> location(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 -> response.headers().firstValue("Location");
      default -> Optional.empty();
    };
  }

  /// The next address, unless it is none or inside a network.
  ///
  /// @param operators the address that was asked for first, whose host is fetched wherever it is
  static Result<URI> next(URI operators, URI from, String location) {
    Optional<URI> next = resolve(from, location);
    if (next.isEmpty() || next.get().getHost() == null || !HttpAddress.isHttp(next.get())) {
      return new Result.Rejected<>(FetchFault.refused(from, location));
    }
    String host = next.get().getHost();
    try {
      return host.equalsIgnoreCase(operators.getHost()) || Addresses.arePublic(host)
          ? Result.ok(next.get())
          : new Result.Rejected<>(FetchFault.refused(from, location));
    } catch (UnknownHostException e) {
      return new Result.Rejected<>(FetchFault.unreachable(next.get(), e));
    }
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
