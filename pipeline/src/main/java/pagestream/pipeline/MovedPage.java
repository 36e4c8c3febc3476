package pagestream.pipeline;

/// Where a task's page was found to be by redirects, when its host could not be asked yet.
///
/// @param redirects how many have led there
public record MovedPage(String url, int redirects) {
  /// Characters that the address of a page may have, whether a link or a redirect leads there, so
  /// that it fits into messages of the queue and items of tables.
  public static final int MAX_LENGTH = 4_096;
}
