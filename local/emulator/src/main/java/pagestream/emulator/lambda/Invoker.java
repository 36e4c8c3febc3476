package pagestream.emulator.lambda;

/// Something that can be invoked as a Lambda function can.
@FunctionalInterface
public interface Invoker {
  /// Invokes with an event in JSON, and waits for the result.
  InvocationResult invoke(byte[] event) throws InterruptedException;
}
