package pagestream.aws;

/// An item is not as this version writes it: another version, or somebody by hand, has written it.
/// Whoever reads several items judges each alone.
final class UnreadableItemException extends IllegalStateException {
  UnreadableItemException(String message) {
    super(message);
  }

  UnreadableItemException(String message, Throwable cause) {
    super(message, cause);
  }

  /// What was expected, and what was found.
  String why() {
    return String.valueOf(getMessage());
  }
}
