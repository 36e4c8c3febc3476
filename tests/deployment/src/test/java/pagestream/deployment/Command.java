package pagestream.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A command of the project's folder, run to its end.
record Command(List<String> line, Map<String, String> environment) {
  static final Path PROJECT = Path.of(System.getProperty("project.folder"));

  /// What of this machine's environment a command sees; nothing else steers it.
  private static final List<String> KEPT = List.of("PATH", "HOME", "JAVA_HOME", "PYENV_ROOT");

  /// What came of it; output and errors stand as they came, in one text.
  record Result(int exit, String output) {
    String lastLine() {
      return output.lines().toList().getLast();
    }
  }

  Command(Map<String, String> environment, String... line) {
    this(List.of(line), environment);
  }

  /// Ends the command, with what it started, when it takes longer.
  Result run(Duration limit) {
    try {
      Path output = Files.createTempFile("command", ".log");
      Process process = start(output);
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      String text = Files.readString(output);
      Files.delete(output);
      if (!ended) {
        throw new AssertionError(
            "%s: expected an end within %s, found%n%s".formatted(line, limit, text));
      }
      return new Result(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Runs on; what it says goes to the file.
  Process start(Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> all = new HashMap<>(builder.environment());
    all.keySet().retainAll(KEPT);
    all.put("NODE_NO_WARNINGS", "1");
    // Whatever a script lets through, it finds no account to do it in.
    all.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    all.put("AWS_CONFIG_FILE", "/dev/null");
    all.put("AWS_EC2_METADATA_DISABLED", "true");
    all.putAll(environment);
    builder.environment().clear();
    builder.environment().putAll(all);
    return builder.start();
  }
}
