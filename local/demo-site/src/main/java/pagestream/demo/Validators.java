package pagestream.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import pagestream.encoding.Sha256;
import pagestream.http.Answer;
import pagestream.http.Request;

/// By which a visitor sees that it already has a page: the page's ETag and Last-Modified, and 304
/// where the request names one of them (RFC 9110, 13).
record Validators(String etag, Instant modified) {
  private static final int ETAG_BYTES = 12;

  /// Of a page that is in one piece.
  static Validators of(Answer page, LocalDate changed) {
    return new Validators(
        "\"" + Sha256.hex(page.body().getFirst(), ETAG_BYTES) + "\"",
        changed.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /// The page, or 304 to who has it.
  Answer answer(Request request, Answer page) {
    Answer answer = isKnown(request.headers()) ? new Answer(304, Map.of(), List.of()) : page;
    return answer.with("ETag", etag).with("Last-Modified", HttpDate.format(modified));
  }

  /// If-None-Match stands before If-Modified-Since.
  private boolean isKnown(Map<String, List<String>> headers) {
    List<String> known = headers.get("If-None-Match");
    return known == null
        ? headers.getOrDefault("If-Modified-Since", List.of()).stream().anyMatch(this::isSince)
        : known.stream().flatMap(tags -> Arrays.stream(tags.split(",", -1))).anyMatch(this::isTag);
  }

  /// The comparison is weak, as it is in If-None-Match.
  private boolean isTag(String tag) {
    String bare = tag.strip();
    return bare.equals("*") || bare.equals(etag) || bare.equals("W/" + etag);
  }

  private boolean isSince(String date) {
    return HttpDate.parse(date).filter(since -> !modified.isAfter(since)).isPresent();
  }
}
