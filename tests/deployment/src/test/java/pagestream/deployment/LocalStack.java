package pagestream.deployment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// LocalStack as `local/localstack/start.sh` starts it, and AWS's command line to look into it.
final class LocalStack implements AutoCloseable {
  /// The first start makes its environment.
  private static final Duration START_LIMIT = Duration.ofMinutes(8);

  private final Process process;
  private final Path log;
  private final URI url;

  private LocalStack(Process process, Path log, URI url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  static LocalStack start() throws IOException {
    String port = Integer.toString(freePort());
    Path log = Files.createTempFile("localstack", ".log");
    Process process = new Command(Map.of("PORT", port), "local/localstack/start.sh").start(log);
    LocalStack localStack = new LocalStack(process, log, URI.create("http://127.0.0.1:" + port));
    await().atMost(START_LIMIT).until(() -> localStack.isReady() || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("expected LocalStack to start, found\n" + localStack.output());
    }
    return localStack;
  }

  private boolean isReady() {
    return output().contains("ready: " + url);
  }

  private String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return url;
  }

  /// The words that AWS's command line answers with, as text.
  List<String> aws(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                ".localstack/venv/bin/python",
                ".localstack/venv/bin/aws",
                "--output",
                "text",
                "--endpoint-url",
                url.toString()));
    line.addAll(List.of(arguments));
    Command.Result result = new Command(line, environment()).run(Duration.ofMinutes(1));
    if (result.exit() != 0) {
      throw new AssertionError("%s: %s".formatted(line, result.output()));
    }
    return Stream.of(result.output().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  /// What `scripts/deploy/account.mjs` does in it.
  void account(String... arguments) {
    List<String> line = new ArrayList<>(List.of("node", "scripts/deploy/account.mjs"));
    line.addAll(List.of(arguments));
    Command.Result result = new Command(line, environment()).run(Duration.ofMinutes(3));
    if (result.exit() != 0) {
      throw new AssertionError("%s: %s".formatted(line, result.output()));
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", url.toString(),
        "AWS_REGION", "eu-west-2",
        "AWS_DEFAULT_REGION", "eu-west-2",
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test");
  }

  /// As Ctrl-C would; nothing of it may live on.
  @Override
  public void close() throws IOException {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    Files.delete(log);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
