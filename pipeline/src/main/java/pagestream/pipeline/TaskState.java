package pagestream.pipeline;

/// How things stand with a task that was delivered.
public enum TaskState {
  /// It is to be worked on.
  OPEN,
  /// It was delivered again although it has ended.
  ENDED,
  /// Its run was cancelled, and it has not ended yet.
  CANCELLED
}
