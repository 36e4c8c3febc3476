package pagestream.fetching;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import pagestream.catalog.HttpAddress;
import pagestream.pipeline.MovedPage;

/// Where a page is asked for: at its own address, or where redirects have led from there.
///
/// @param first its own address
/// @param isNamed whether the operator has named that one's host and port, which are fetched
///   wherever they are
/// @param redirects how many have led here
public record Hop(URI first, boolean isNamed, URI at, int redirects) {
  /// An address whose host and port the operator has named.
  public static Hop to(URI url) {
    return new Hop(url, true, url, 0);
  }

  /// An address that a page has named.
  public static Hop found(URI url) {
    return new Hop(url, false, url, 0);
  }

  /// Where a page is asked for that has been looked for before.
  ///
  /// @param moved where it has been found to be
  public Hop movedTo(Optional<MovedPage> moved) {
    return moved
        .map(page -> new Hop(first, isNamed, URI.create(page.url()), page.redirects()))
        .orElse(this);
  }

  /// Empty at the page's own address.
  public Optional<MovedPage> moved() {
    return isFirst() ? Optional.empty() : Optional.of(new MovedPage(at.toString(), redirects));
  }

  /// Another address of the site that the page is asked for at.
  public Hop beside(URI address) {
    return new Hop(first, isNamed, address, 0);
  }

  Hop next(URI to) {
    return new Hop(first, isNamed, to, redirects + 1);
  }

  boolean isAtNamed() {
    return isNamed && HttpAddress.endpoint(at).equals(HttpAddress.endpoint(first));
  }

  boolean isFirst() {
    return redirects == 0;
  }

  /// Where it began, and where it ends.
  List<URI> ends() {
    return isFirst() ? List.of(at) : List.of(first, at);
  }
}
