package pagestream.pipeline;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Failures that were kept, as they are sent again. Throws [TransientException] when it cannot be
/// reached.
public interface StoredFailures {
  /// The failure with its payload and task, read strongly consistently.
  Optional<StoredFailure> find(String id);

  /// Some of the failures that are wanted, the oldest first. One that was kept a moment ago may not
  /// be listed yet.
  Part list(Selection selection, int limit);

  /// Some failures.
  ///
  /// @param next the cursor from which on there are more
  record Part(List<StoredFailure> failures, Optional<String> next) {}

  /// Claims a failure for a task of a run that redrives it. Empty where it cannot be redriven, or
  /// was claimed by another task; the task that claimed it can do so again.
  Optional<Failure> claim(String id, Task redrive, Instant at);

  /// Says of failures that what failed has gone on. One that the run does not redrive, or that is
  /// not there, stays as it is.
  void resolve(Collection<String> ids, String run);
}
