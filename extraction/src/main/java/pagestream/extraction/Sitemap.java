package pagestream.extraction;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a site's [sitemap](https://www.sitemaps.org/protocol.html) names: pages, or further
/// sitemaps.
///
/// @param bad how many addresses in it are none
/// @param more how many it names beyond those that are read
public record Sitemap(List<Entry> pages, List<Entry> sitemaps, int bad, int more) {
  /// A page, or a sitemap.
  ///
  /// @param changedAt when it changed last, where that is said
  public record Entry(URI address, Optional<Instant> changedAt) {}
}
