package pagestream.emulator.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How a function runs: memory in megabytes (Lambda allows 128 to 10240), time limit up to 15
/// minutes. The classpath holds the `runtime` module and RIC before the function's own jars; the
/// handler is `package.Class::method` or `package.Class`.
public record FunctionSettings(
    String name,
    String handler,
    List<Path> classpath,
    int memoryMegabytes,
    Duration timeout,
    Map<String, String> environment,
    int maxConcurrency,
    List<String> jvmOptions) {

  public FunctionSettings {
    classpath = List.copyOf(classpath);
    environment = Map.copyOf(environment);
    jvmOptions = List.copyOf(jvmOptions);
    require(!name.isBlank(), "a function name", name, "name the function");
    require(
        !handler.isBlank(),
        "a handler like package.Class::handleRequest",
        handler,
        "set the handler");
    require(
        !classpath.isEmpty(),
        "a classpath of at least one path",
        classpath,
        "add runtime, RIC and function");
    require(
        memoryMegabytes >= 128 && memoryMegabytes <= 10240,
        "128 to 10240 MB of memory",
        memoryMegabytes,
        "choose a size Lambda allows");
    require(
        timeout.isPositive() && timeout.compareTo(Duration.ofMinutes(15)) <= 0,
        "a time limit over 0 and up to 15 minutes",
        timeout,
        "choose a limit Lambda allows");
    require(maxConcurrency > 0, "a maximum concurrency of at least 1", maxConcurrency, "raise it");
  }

  private static void require(boolean met, String expected, Object found, String todo) {
    if (!met) {
      throw new IllegalArgumentException(
          "Expected " + expected + ", found '" + found + "': " + todo + ".");
    }
  }
}
