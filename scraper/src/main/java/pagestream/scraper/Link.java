package pagestream.scraper;

import java.net.URI;
import java.util.Optional;
import pagestream.pipeline.CarriedRow;

/// A page that a page leads to.
///
/// @param row that it has more fields of; empty for a page of further rows
record Link(URI to, Optional<CarriedRow> row) {}
