package pagestream.pipeline;

import java.time.Duration;

/// How things stand with a task that was delivered.
public sealed interface TaskState {
  /// It is to be worked on.
  ///
  /// @param used what all pages of its run have brought so far
  /// @param time after its run's begin in which its page may be fetched, as the run began with
  record Open(Usage used, Duration time) implements TaskState {
    /// A task whose run has just begun, by what its source says.
    public static final Open NEW = new Open(Usage.NONE, RunHead.MAX_TIME);
  }

  /// It was delivered again although it has ended.
  record Ended() implements TaskState {}

  /// Its run was cancelled, and it has not ended yet.
  record Cancelled() implements TaskState {}
}
