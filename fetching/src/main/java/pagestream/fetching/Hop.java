package pagestream.fetching;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import pagestream.pipeline.MovedPage;

/// Where a page is asked for: at the operator's address, or where redirects have led from there.
///
/// @param first the operator's address, whose host and port are fetched wherever they are
/// @param redirects how many have led here
public record Hop(URI first, URI at, int redirects) {
  public static Hop to(URI url) {
    return new Hop(url, url, 0);
  }

  /// Where a page is asked for that has been looked for before.
  ///
  /// @param moved where it has been found to be
  public static Hop to(URI url, Optional<MovedPage> moved) {
    return moved
        .map(page -> new Hop(url, URI.create(page.url()), page.redirects()))
        .orElse(to(url));
  }

  /// Empty at the operator's address.
  public Optional<MovedPage> moved() {
    return isFirst() ? Optional.empty() : Optional.of(new MovedPage(at.toString(), redirects));
  }

  /// Another address of the site that the page is asked for at.
  public Hop beside(URI address) {
    return new Hop(first, address, 0);
  }

  Hop next(URI to) {
    return new Hop(first, to, redirects + 1);
  }

  boolean isFirst() {
    return redirects == 0;
  }

  /// Where it began, and where it ends.
  List<URI> ends() {
    return isFirst() ? List.of(at) : List.of(first, at);
  }
}
