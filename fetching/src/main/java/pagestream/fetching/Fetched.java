package pagestream.fetching;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Rejection;

/// What became of asking for a page.
public sealed interface Fetched {

  /// Nothing else is to be asked for.
  sealed interface Ended extends Fetched {}

  /// The page is elsewhere, where it may be asked for.
  record Moved(Hop to) implements Fetched {}

  /// A whole answer, decompressed.
  ///
  /// @param url where it was found
  /// @param receivedAt when the last byte had come
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(URI url, int status, HttpHeaders headers, byte[] body, Instant receivedAt)
      implements Ended {

    /// By which its server sees whether it has changed.
    public Validators validators() {
      return Validators.of(headers, receivedAt);
    }

    /// The Content-Type as it was sent; empty where none was.
    public String type() {
      return headers.firstValue("Content-Type").orElse("");
    }
  }

  /// The page is as it was when its validators were sent.
  ///
  /// @param url where that was said
  record NotModified(URI url, Instant receivedAt) implements Ended {}

  /// No answer, and what was received in its place: the addresses that were tried where nothing
  /// was.
  ///
  /// @param trouble that the host is in; empty where asking again is of no use
  record Rejected(Rejection why, Payload received, Optional<Trouble> trouble) implements Ended {}

  /// A host did not answer, failed (5xx), or asked to be left alone (429).
  ///
  /// @param retryAfter how long it asked to be left alone for
  record Trouble(Optional<Duration> retryAfter) {
    static final Trouble SILENT = new Trouble(Optional.empty());
  }
}
