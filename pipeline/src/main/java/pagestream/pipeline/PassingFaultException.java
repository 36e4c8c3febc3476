package pagestream.pipeline;

/// Something outside failed in a way that may pass: throttling, a network fault, a missing answer.
/// Whoever catches it tries the whole batch again later.
public final class PassingFaultException extends RuntimeException {
  public PassingFaultException(String message, Throwable cause) {
    super(message, cause);
  }

  public PassingFaultException(String message) {
    super(message);
  }
}
