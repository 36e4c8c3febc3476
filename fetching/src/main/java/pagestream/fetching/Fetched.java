package pagestream.fetching;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Rejection;

/// What became of fetching an address.
public sealed interface Fetched {

  /// A whole answer, unpacked.
  ///
  /// @param url where it was finally found
  /// @param receivedAt when the last byte had come
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(URI url, int status, HttpHeaders headers, byte[] body, Instant receivedAt)
      implements Fetched {

    /// The Content-Type as it was sent; empty where none was.
    public String type() {
      return headers.firstValue("Content-Type").orElse("");
    }
  }

  /// No answer, and what was received in its place: the addresses that were tried where nothing
  /// was.
  record Rejected(Rejection why, Payload received) implements Fetched {}
}
