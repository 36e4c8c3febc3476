package pagestream.emulator.lambda;

/// What one invocation answered, as Lambda's Invoke API tells it: a payload, or a function error
/// with Lambda's error type and message.
public sealed interface InvocationResult {
  /// The response payload, JSON in UTF-8.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Success(byte[] payload) implements InvocationResult {}

  /// An exception's class name or a `Runtime.*`/`Sandbox.*` type; the payload is Lambda's error
  /// JSON in UTF-8.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record FunctionError(String type, String message, byte[] payload) implements InvocationResult {}
}
