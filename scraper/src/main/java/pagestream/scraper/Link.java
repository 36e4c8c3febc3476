package pagestream.scraper;

import java.net.URI;
import java.util.Optional;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.Work;

/// A page that a page leads to.
///
/// @param work what is done there
record Link(URI to, Work work) {
  /// The row that the page has more fields of.
  Optional<CarriedRow> row() {
    return work.carried();
  }
}
