package pagestream.emulator.mapping;

/// A refusal of the stream that its reader answers in its own way; other failures are only retried.
final class StreamException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What the stream refused.
  enum Kind {
    /// An iterator is too old or belongs to a stream that is gone: take a new one.
    EXPIRED_ITERATOR,
    /// Too many reads: wait and go on with the same iterator.
    THROTTLED,
    /// The shard never gave this sequence number: begin at the trim horizon.
    UNKNOWN_SEQUENCE_NUMBER
  }

  private final Kind kind;

  StreamException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
