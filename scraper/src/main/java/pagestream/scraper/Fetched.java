package pagestream.scraper;

import java.net.URI;
import java.util.Optional;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Rejection;

/// What became of fetching a page.
sealed interface Fetched {

  /// The page as it came.
  ///
  /// @param url where it was finally found
  /// @param charset as the Content-Type header names it
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Page(URI url, Optional<String> charset, byte[] body) implements Fetched {}

  /// No page, and what was received in its place: the addresses that were tried where nothing was.
  record Rejected(Rejection why, Payload received) implements Fetched {}
}
