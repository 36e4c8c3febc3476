package pagestream.fetching;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// By which a server sees whether a page has changed since it was last fetched ([RFC 9110, section
/// 8.8](https://www.rfc-editor.org/rfc/rfc9110#section-8.8)).
///
/// @param etag its ETag
/// @param lastModified its Last-Modified
public record Validators(Optional<String> etag, Optional<String> lastModified) {
  public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

  private static final int MAX_LENGTH = 1_000;

  /// A page that changed less than a minute ago may change again within the same second of its
  /// Last-Modified.
  private static final Duration SETTLED = Duration.ofMinutes(1);

  /// Those of an answer, as far as they can be relied on.
  static Validators of(HttpHeaders headers, Instant receivedAt) {
    return new Validators(
        header(headers, "ETag"),
        header(headers, "Last-Modified").filter(date -> isSettled(date, receivedAt)));
  }

  private static Optional<String> header(HttpHeaders headers, String name) {
    return headers.firstValue(name).filter(value -> value.length() <= MAX_LENGTH);
  }

  private static boolean isSettled(String date, Instant receivedAt) {
    try {
      Instant changed = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return !changed.plus(SETTLED).isAfter(receivedAt);
    } catch (DateTimeException e) {
      return false;
    }
  }

  boolean areNone() {
    return equals(NONE);
  }

  /// Headers that ask for the page only if it has changed.
  Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    etag.ifPresent(tag -> headers.put("If-None-Match", tag));
    lastModified.ifPresent(date -> headers.put("If-Modified-Since", date));
    return headers;
  }
}
