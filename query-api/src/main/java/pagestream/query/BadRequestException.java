package pagestream.query;

/// A request that cannot be answered as it is; the message says what was expected and found.
final class BadRequestException extends RuntimeException {
  BadRequestException(String message) {
    super(message);
  }
}
