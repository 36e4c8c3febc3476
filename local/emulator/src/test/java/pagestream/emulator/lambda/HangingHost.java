package pagestream.emulator.lambda;

/// A host to be killed while its function handles an invocation.
final class HangingHost {
  private HangingHost() {}

  static void main() throws InterruptedException {
    try (LocalFunction function =
        new LocalFunction(FunctionFixture.settings("Act", 256, 60, 1), System.out::println)) {
      function.invoke(FunctionFixture.json("\"hang\""));
    }
  }
}
