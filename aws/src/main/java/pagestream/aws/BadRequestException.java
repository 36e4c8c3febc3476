package pagestream.aws;

/// A request that cannot be answered as it is; the message says what was expected and found.
public final class BadRequestException extends RuntimeException {
  public BadRequestException(String message) {
    super(message);
  }

  BadRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
