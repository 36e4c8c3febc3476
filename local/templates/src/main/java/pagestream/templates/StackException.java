package pagestream.templates;

/// A stack's file that cannot be run from; the message says what was expected and found.
public final class StackException extends RuntimeException {
  StackException(String message) {
    super(message);
  }
}
