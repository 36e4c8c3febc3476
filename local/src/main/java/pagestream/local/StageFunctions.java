package pagestream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import pagestream.local.function.FunctionSettings;
import pagestream.local.function.LocalFunction;
import pagestream.local.stack.Stack.FunctionSpec;

/// A stack's functions, each ready in a process of its own.
final class StageFunctions implements AutoCloseable {
  /// A function that answers people may do so twice at once; one that reads a stream takes its
  /// shards in turn, which on one machine is as fast and takes less memory.
  private static final int API_CONCURRENCY = 2;

  private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
  private final Path project;
  private final Map<String, String> environment;
  private final Console console;

  /// @param environment what every function is told beside its own
  StageFunctions(Path project, Map<String, String> environment, Console console) {
    this.project = project;
    this.environment = environment;
    this.console = console;
  }

  void start(List<FunctionSpec> specs) throws InterruptedException, IOException {
    for (FunctionSpec spec : specs) {
      functions.put(spec.key(), new LocalFunction(settings(spec), console.of(spec.key())));
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> warm = new ArrayList<>();
      functions.values().forEach(function -> warm.add(executor.submit(() -> warmUp(function))));
      for (Future<?> future : warm) {
        Startup.get(future);
      }
    }
  }

  private static boolean warmUp(LocalFunction function) throws InterruptedException {
    function.warmUp();
    return true;
  }

  LocalFunction get(FunctionSpec spec) {
    return Objects.requireNonNull(functions.get(spec.key()), spec.key());
  }

  private FunctionSettings settings(FunctionSpec spec) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(spec.environment());
    List<Path> classpath = new ArrayList<>(jars(project.resolve("runtime/target/function")));
    classpath.addAll(jars(spec.folder()));
    return new FunctionSettings(
        spec.name(),
        spec.handler(),
        classpath,
        spec.memoryMegabytes(),
        spec.timeout(),
        all,
        spec.routes().isEmpty() ? 1 : API_CONCURRENCY);
  }

  private static List<Path> jars(Path folder) throws IOException {
    Path lib = folder.resolve("lib");
    if (!Files.isDirectory(lib)) {
      throw new IOException(
          "expected the built function in %s, found nothing; run mvn package".formatted(lib));
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  @Override
  public void close() {
    functions.values().forEach(LocalFunction::close);
  }
}
