package pagestream.aws;

/// A cursor that the query it came with did not give.
public final class InvalidCursorException extends IllegalArgumentException {
  InvalidCursorException(String message) {
    super(message);
  }

  /// What no query has given.
  public static InvalidCursorException unreadable() {
    return new InvalidCursorException(
        "cursor: expected the \"next\" of a slice before, found something else;"
            + " leave it out to start over");
  }
}
