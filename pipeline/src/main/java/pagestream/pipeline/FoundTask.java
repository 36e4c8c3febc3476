package pagestream.pipeline;

import java.time.Instant;
import java.util.Optional;

/// A task that a run knows of.
///
/// @param url the address to begin at
/// @param notBefore when it is to be worked on: the moment that was reserved at its host as it was
///   found; empty for a run's first task, which is worked on at once
public record FoundTask(String id, String url, Optional<Instant> notBefore) {
  /// A run's first.
  public FoundTask(String id, String url) {
    this(id, url, Optional.empty());
  }
}
