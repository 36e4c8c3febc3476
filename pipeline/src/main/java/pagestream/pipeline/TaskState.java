package pagestream.pipeline;

/// How things stand with a task that was delivered.
public sealed interface TaskState {
  /// It is to be worked on.
  ///
  /// @param used what all pages of its run have brought so far
  record Open(Usage used) implements TaskState {}

  /// It was delivered again although it has ended.
  record Ended() implements TaskState {}

  /// Its run was cancelled, and it has not ended yet.
  record Cancelled() implements TaskState {}
}
