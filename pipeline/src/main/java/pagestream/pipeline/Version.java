package pagestream.pipeline;

import java.util.Comparator;

/// Which row a stored record came from. Rows are as new as their page; within a page, those further
/// down are newer.
///
/// @param page a ULID, which sorts by time as text
/// @param hash of the content, which takes no part in the order
public record Version(String page, int position, String hash) {
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::page).thenComparingInt(Version::position);

  public boolean isNewerThan(Version other) {
    return ORDER.compare(this, other) > 0;
  }

  /// Whether both come from the very same row, as when a batch is delivered again.
  public boolean isSameRowAs(Version other) {
    return ORDER.compare(this, other) == 0;
  }
}
