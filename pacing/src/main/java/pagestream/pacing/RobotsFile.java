package pagestream.pacing;

import java.time.Duration;
import java.time.Instant;

/// A site's robots.txt as it was read; empty if the site has none.
///
/// @param text its bytes, decompressed
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RobotsFile(byte[] text, Instant readAt) {
  /// How much of it is read, as much as every robot must ([RFC 9309, section
  /// 2.5](https://www.rfc-editor.org/rfc/rfc9309#section-2.5)). The rest does not count.
  public static final int MAX_BYTES = 500 << 10;

  /// How long it counts before it is asked for again (section 2.4).
  static final Duration COUNTS_FOR = Duration.ofDays(1);

  public Instant countsUntil() {
    return readAt.plus(COUNTS_FOR);
  }

  public boolean counts(Instant now) {
    return now.isBefore(countsUntil());
  }
}
