package pagestream.aws;

/// A cursor that the query it came with did not give.
public final class InvalidCursorException extends IllegalArgumentException {
  InvalidCursorException(String message) {
    super(message);
  }
}
