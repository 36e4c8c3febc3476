package pagestream.emulator.lambda;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Command line and environment of a function's JVM, as Lambda's managed Java runtime sets them.
/// Memory is divided as Lambda was observed to: 10% metaspace (here 32 to 160 MB), 5% code cache
/// (at most 80 MB), heap the rest. As far as AWS tells, Lambda does not have a JVM end when memory
/// runs out: a function may cope with that, and otherwise its runtime reports it and ends.
record JvmCommand(FunctionSettings settings) {
  private static final String RUNTIME = "pagestream.runtime.LocalRuntime";

  /// A hello world takes 9 MB, so 10% of 128 MB is little.
  private static final int MINIMUM_METASPACE_KB = 32 * 1024;

  /// Lambda leaves it at 1/64 of the machine's memory, which on a large machine costs more.
  private static final String INITIAL_HEAP = "-Xms24m";

  /// Room for what one batch needs and leaves behind. With less, that is taken for long-lived, and
  /// the heap grows to its limit in a long run.
  private static final String YOUNG_HEAP = "-Xmn16m";

  List<String> line() {
    int memory = settings.memoryMegabytes() * 1024;
    int metaspace = Math.clamp(memory / 10, MINIMUM_METASPACE_KB, 160 * 1024);
    int codeCache = Math.min(memory / 20, 80 * 1024);
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (memory - metaspace - codeCache) + "k",
                "-XX:MaxMetaspaceSize=" + metaspace + "k",
                "-XX:ReservedCodeCacheSize=" + codeCache + "k",
                INITIAL_HEAP,
                YOUNG_HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8"));
    line.addAll(settings.jvmOptions());
    line.addAll(
        List.of(
            "-cp",
            settings.classpath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            RUNTIME));
    return line;
  }

  /// Everything the process sees; Lambda's reserved variables win over the function's own.
  Map<String, String> environment(String runtimeApi, String environmentId) {
    Map<String, String> all = new HashMap<>(settings.environment());
    all.put("AWS_DEFAULT_REGION", settings.region());
    all.putAll(
        Map.of(
            "AWS_LAMBDA_RUNTIME_API",
            runtimeApi,
            "AWS_LAMBDA_FUNCTION_NAME",
            settings.name(),
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            Integer.toString(settings.memoryMegabytes()),
            "AWS_LAMBDA_FUNCTION_VERSION",
            Account.VERSION,
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "/aws/lambda/" + settings.name(),
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "local/[%s]%s".formatted(Account.VERSION, environmentId),
            "_HANDLER",
            settings.handler(),
            "LAMBDA_TASK_ROOT",
            System.getProperty("user.dir"),
            "AWS_EXECUTION_ENV",
            "AWS_Lambda_java25",
            "TZ",
            ":UTC"));
    return all;
  }

  String arn() {
    return Account.arn("lambda", settings.region(), "function:" + settings.name());
  }
}
