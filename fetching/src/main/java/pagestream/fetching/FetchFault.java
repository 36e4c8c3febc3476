package pagestream.fetching;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import pagestream.catalog.Quote;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;

/// Why an address could not be fetched, in words.
final class FetchFault {
  private FetchFault() {}

  static Rejection status(URI url, int found) {
    return new Rejection(
        Reason.PAGE_STATUS, "expected status 200 from %s, found %d".formatted(url, found));
  }

  /// @param last where they have led
  static Rejection tooManyRedirects(URI url, URI last) {
    return new Rejection(
        Reason.PAGE_STATUS,
        "expected a page after at most %d redirects from %s, found another one at %s"
            .formatted(Redirects.LIMIT, url, last));
  }

  static Rejection refused(URI from, String location) {
    return new Rejection(
        Reason.PAGE_REFUSED,
        "%s leads to %s, which is not a public http(s) address; set url to the page itself"
            .formatted(from, Quote.of(location)));
  }

  /// A redirect that was allowed when it came, or a link.
  static Rejection refused(Hop hop) {
    return hop.isFirst()
        ? new Rejection(
            Reason.PAGE_REFUSED,
            "expected %s to be at public addresses alone, found another; name its host and port"
                    .formatted(hop.at())
                + " in the source if it is yours")
        : refused(hop.first(), hop.at().toString());
  }

  static Rejection unreadable(URI url, String found) {
    return new Rejection(
        Reason.PAGE_NOT_HTML, "expected a page from %s, found %s".formatted(url, found));
  }

  static Rejection tooLarge(URI url, int maxBytes) {
    return new Rejection(
        Reason.PAGE_TOO_LARGE,
        "expected at most %d bytes from %s, found more; set MAX_PAGE_BYTES to take it"
            .formatted(maxBytes, url));
  }

  static Rejection timedOut(URI url, Duration allowed) {
    return new Rejection(
        Reason.PAGE_TIMED_OUT,
        "%s did not answer within %d s; the site is slow, so try again later"
            .formatted(url, Math.round(allowed.toMillis() / 1000.0)));
  }

  static Rejection unreachable(URI url, IOException e) {
    String why =
        switch (e) {
          case ConnectTimeoutException timeout ->
              "it did not accept a connection within %d s"
                  .formatted(Connections.CONNECT_TIME.toSeconds());
          case ConnectException refused -> "it accepts no connection";
          case UnknownHostException unknown -> "no such host";
          case SSLException insecure -> "no secure connection could be made";
          default -> "the connection broke off";
        };
    return new Rejection(
        Reason.PAGE_UNREACHABLE, "%s could not be fetched: %s; check url".formatted(url, why));
  }
}
