package pagestream.pipeline;

/// What pages have brought, of one or of all pages of a run.
///
/// @param rows taken off pages that have rows; the page that completes a row has none
/// @param bytes of the pages, decompressed
public record Usage(long rows, long bytes) {
  public static final Usage NONE = new Usage(0, 0);

  public Usage plus(Usage other) {
    return new Usage(rows + other.rows, bytes + other.bytes);
  }
}
