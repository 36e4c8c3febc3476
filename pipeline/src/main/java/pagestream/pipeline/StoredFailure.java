package pagestream.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A failure as it is kept.
///
/// @param failure its payload is empty in a list, and its task absent
/// @param attempts how often it was sent again; 0 in a list
/// @param redrive the run that sent it again last; absent in a list
/// @param redrivenAt when that was; absent in a list
/// @param again why it failed again, if it did the last time; absent in a list
public record StoredFailure(
    Failure failure,
    FailureStatus status,
    int attempts,
    Optional<String> redrive,
    Optional<Instant> redrivenAt,
    Optional<Rejection> again) {
  /// From then on nothing of a redrive is under way. A failure that is still `redriven` was lost
  /// with what carried it.
  public static final Duration LOST_AFTER = RunHead.REDRIVE_TIME.plus(Run.LONGEST_WAY);

  /// One that was not sent again.
  public static StoredFailure open(Failure failure) {
    return new StoredFailure(
        failure, FailureStatus.OPEN, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Whether it can be sent again.
  public boolean isRedrivable(Instant now) {
    return status.isRedrivable()
        || (status == FailureStatus.REDRIVEN
            && redrivenAt.filter(at -> at.plus(LOST_AFTER).isBefore(now)).isPresent());
  }
}
