package pagestream.extraction;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import pagestream.pipeline.Row;

/// Where a page leads on: to an address, to none because the link is a bad one, or nowhere because
/// there is no link.
record FoundLink(Optional<URI> address, List<BadLink> bad) {
  static final FoundLink NONE = new FoundLink(Optional.empty(), List.of());

  static FoundLink to(URI address) {
    return new FoundLink(Optional.of(address), List.of());
  }

  static FoundLink bad(BadLink link) {
    return new FoundLink(Optional.empty(), List.of(link));
  }

  /// A row that this link would complete; it is complete as it is where there is no address.
  ///
  /// @param level that of the page it leads to
  Taken taken(Row row, int level) {
    return address
        .<Taken>map(to -> new Taken.Leads(row, to, level))
        .orElseGet(() -> new Taken.Complete(row));
  }
}
