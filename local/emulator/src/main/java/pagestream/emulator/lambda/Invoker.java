package pagestream.emulator.lambda;

/// Something that can be invoked as a Lambda function can.
@FunctionalInterface
public interface Invoker {
  /// The most bytes that an event and an answer may have.
  int PAYLOAD_LIMIT = 6 << 20;

  /// Invokes with an event in JSON, and waits for the result.
  InvocationResult invoke(byte[] event) throws InterruptedException;
}
