package pagestream.pipeline;

import java.util.Comparator;

/// Which scrape a stored record came from. Later runs are newer; within a run, rows further down.
///
/// @param run a ULID, which sorts by time as text
/// @param hash of the content, which takes no part in the order
public record Version(String run, int position, String hash) {
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::run).thenComparingInt(Version::position);

  public boolean isNewerThan(Version other) {
    return ORDER.compare(this, other) > 0;
  }

  /// Whether both come from the very same row, as when a batch is delivered again.
  public boolean isSameRowAs(Version other) {
    return ORDER.compare(this, other) == 0;
  }
}
