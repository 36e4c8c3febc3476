package pagestream.pipeline;

import java.util.Optional;

/// A failure as it is kept.
///
/// @param failure its payload is empty in a list, and its task absent
/// @param attempts how often it was sent again; 0 in a list
/// @param redrive the run that sent it again last; absent in a list
/// @param again why it failed again, if it did the last time; absent in a list
public record StoredFailure(
    Failure failure,
    FailureStatus status,
    int attempts,
    Optional<String> redrive,
    Optional<Rejection> again) {
  /// One that was not sent again.
  public static StoredFailure open(Failure failure) {
    return new StoredFailure(failure, FailureStatus.OPEN, 0, Optional.empty(), Optional.empty());
  }
}
