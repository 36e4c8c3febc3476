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
import java.util.function.Consumer;
import java.util.stream.Stream;
import pagestream.emulator.lambda.FunctionSettings;
import pagestream.emulator.lambda.LocalFunction;
import pagestream.emulator.mapping.QueueMappingSettings;
import pagestream.emulator.mapping.StreamMappingSettings;
import pagestream.templates.Stack.FunctionSpec;

/// A stack's functions, each in processes of its own. They are ready from the start, but for those
/// that queues alone call, whose first message waits for their start.
final class StageFunctions implements AutoCloseable {
  /// A function that answers people may do so twice at once; one that reads a stream takes its
  /// shards in turn, which on one machine is as fast and takes less memory.
  private static final int API_CONCURRENCY = 2;

  private static final int STREAM_CONCURRENCY = 1;

  /// How many batches of messages a function takes at once, beside what else calls it.
  static final int QUEUE_CONCURRENCY = 2;

  private static final String USUAL = "[INFO] ";

  /// How functions find the engines.
  interface Way {
    /// As the host does.
    Way DIRECT = (function, engines) -> engines;

    /// The environment by which a function finds them.
    ///
    /// @param function its name in serverless.yml
    /// @param engines that by which the host does
    Map<String, String> of(String function, Map<String, String> engines);
  }

  private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
  private final Map<String, String> engines;
  private final Way toEngines;
  private final Map<String, String> told;
  private final Console console;
  private final HostSettings settings;

  /// @param engines the environment by which an AWS SDK finds them
  /// @param told what else every function is told beside its own
  StageFunctions(
      HostSettings settings,
      Map<String, String> engines,
      Way toEngines,
      Map<String, String> told,
      Console console) {
    this.settings = settings;
    this.engines = engines;
    this.toEngines = toEngines;
    this.told = told;
    this.console = console;
  }

  void start(List<FunctionSpec> specs) throws InterruptedException, IOException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> warm = new ArrayList<>();
      for (FunctionSpec spec : specs) {
        LocalFunction function = new LocalFunction(settings(spec), log(spec.key()));
        functions.put(spec.key(), function);
        if (settings.isRehearsal() || !spec.isCalledByQueuesAlone()) {
          warm.add(executor.submit(() -> warmUp(function)));
        }
      }
      for (Future<?> future : warm) {
        Startup.get(future);
      }
    }
  }

  /// Lambda's text log begins each line with its level, which is of no use where it is as usual.
  private Consumer<String> log(String function) {
    Consumer<String> log = console.of(function);
    return line -> log.accept(line.startsWith(USUAL) ? line.substring(USUAL.length()) : line);
  }

  private static boolean warmUp(LocalFunction function) throws InterruptedException {
    function.warmUp();
    return true;
  }

  LocalFunction get(FunctionSpec spec) {
    return get(spec.key());
  }

  /// @param key its name in serverless.yml
  LocalFunction get(String key) {
    return Objects.requireNonNull(functions.get(key), key);
  }

  private FunctionSettings settings(FunctionSpec spec) throws IOException {
    Map<String, String> all = new HashMap<>(toEngines.of(spec.key(), engines));
    all.putAll(told);
    all.putAll(spec.environment());
    List<Path> classpath =
        new ArrayList<>(jars(settings.project().resolve("local/runtime/target/runtime")));
    classpath.addAll(jars(spec.folder()));
    return new FunctionSettings(
        spec.name(),
        spec.handler(),
        classpath,
        spec.memoryMegabytes(),
        spec.timeout(),
        all,
        concurrency(spec),
        classArchive(spec.folder().resolveSibling("classes.jsa")));
  }

  private static int concurrency(FunctionSpec spec) {
    int ofMappings =
        spec.mappings().stream()
            .mapToInt(mapping ->
                switch (mapping) {
                  case StreamMappingSettings _ -> STREAM_CONCURRENCY;
                  case QueueMappingSettings _ -> QUEUE_CONCURRENCY;
                })
            .sum();
    return ofMappings + (spec.routes().isEmpty() ? 0 : API_CONCURRENCY);
  }

  /// A class archive halves a function's start: made by a rehearsal, used from then on ([JEP
  /// 350](https://openjdk.org/jeps/350)).
  private List<String> classArchive(Path archive) {
    if (settings.isRehearsal()) {
      return List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable", "-Xlog:all=error");
    }
    return Files.exists(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Xlog:all=error")
        : List.of();
  }

  /// After a rehearsal: leaves each function's class archive.
  void end() throws InterruptedException {
    for (LocalFunction function : functions.values()) {
      function.end();
    }
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
