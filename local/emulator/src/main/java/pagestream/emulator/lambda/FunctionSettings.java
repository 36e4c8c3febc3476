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
  private static final String REGION = "AWS_REGION";

  public FunctionSettings {
    classpath = List.copyOf(classpath);
    environment = Map.copyOf(environment);
    jvmOptions = List.copyOf(jvmOptions);
    require(!name.isBlank(), "the name", "a name", name);
    require(
        !handler.isBlank(), "the handler", "a form such as package.Class::handleRequest", handler);
    require(!classpath.isEmpty(), "the classpath", "the runtime, RIC and the function", classpath);
    require(
        memoryMegabytes >= 128 && memoryMegabytes <= 10240,
        "the memory",
        "128 to 10240 MB",
        memoryMegabytes);
    require(
        timeout.isPositive() && timeout.compareTo(Duration.ofMinutes(15)) <= 0,
        "the time limit",
        "more than nothing and at most 15 minutes",
        timeout);
    require(environment.containsKey(REGION), "the environment", REGION, environment.keySet());
    require(maxConcurrency > 0, "the maximum concurrency", "at least 1", maxConcurrency);
  }

  String region() {
    return environment.getOrDefault(REGION, "");
  }

  private static void require(boolean met, String setting, String expected, Object found) {
    if (!met) {
      throw new IllegalArgumentException(
          "%s of a function: expected %s, found \"%s\"".formatted(setting, expected, found));
    }
  }
}
