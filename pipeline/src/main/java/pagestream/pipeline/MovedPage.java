package pagestream.pipeline;

/// Where a task's page was found to be by redirects, when its host could not be asked yet.
///
/// @param redirects how many have led there
public record MovedPage(String url, int redirects) {
  /// Characters that its address may have, so that it fits into the message of its task.
  public static final int MAX_LENGTH = 4_096;
}
