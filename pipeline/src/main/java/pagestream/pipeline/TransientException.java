package pagestream.pipeline;

/// A transient error: something outside failed in a way that may pass, such as throttling, a
/// network fault or a missing answer. Whoever catches it tries the whole batch again later.
public final class TransientException extends RuntimeException {
  public TransientException(String message, Throwable cause) {
    super(message, cause);
  }

  public TransientException(String message) {
    super(message);
  }
}
