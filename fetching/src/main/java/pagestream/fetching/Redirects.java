package pagestream.fetching;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import pagestream.catalog.HttpAddress;
import pagestream.pipeline.MovedPage;
import pagestream.pipeline.Result;

/// Where an answer leads, and whether that may be followed.
final class Redirects {
  /// How many of them are followed, one after the other, to one page.
  static final int LIMIT = 5;

  private Redirects() {}

  static Optional<String> location(Network.Reply reply) {
    return switch (reply.status()) {
      case 301, 302, 303, 307, 308 -> reply.headers().firstValue("Location");
      default -> Optional.empty();
    };
  }

  /// The next address, unless it is none, or one too many.
  static Result<Hop> next(Hop hop, String location) {
    if (hop.redirects() == LIMIT) {
      return new Result.Rejected<>(FetchFault.tooManyRedirects(hop.first(), hop.at()));
    }
    Optional<URI> to = resolve(hop.at(), location);
    if (to.filter(Redirects::isPage).isEmpty()) {
      return new Result.Rejected<>(FetchFault.refused(hop.at(), location));
    }
    return Result.ok(hop.next(to.get()));
  }

  /// One that is too long does not fit into the message of its task.
  private static boolean isPage(URI url) {
    return url.getHost() != null
        && HttpAddress.isHttp(url)
        && url.toString().length() <= MovedPage.MAX_LENGTH;
  }

  /// Whether a page may be asked for there: anywhere at a host and port that the operator has
  /// named, and at public addresses elsewhere.
  ///
  /// @param addresses of the host
  static boolean isAllowed(Hop hop, List<InetAddress> addresses) {
    return hop.isAtNamed() || addresses.stream().allMatch(Addresses::isPublic);
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
