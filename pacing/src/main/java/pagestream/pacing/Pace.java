package pagestream.pacing;

import java.time.Duration;

/// How fast a source wants its hosts to be asked at most.
///
/// @param delay between the beginnings of two requests to a host; a host that answers slowly is
///   asked more slowly
/// @param atOnce how many requests to a host may be open at a time
public record Pace(Duration delay, int atOnce) {

  /// The same, or slower if the host asks for a longer delay, which counts up to a limit.
  ///
  /// @param wished the host's `Crawl-delay`
  public Pace noFasterThan(Duration wished) {
    Duration counts = HostState.shorter(wished, HostState.LONGEST_DELAY);
    return new Pace(HostState.longer(delay, counts), atOnce);
  }
}
