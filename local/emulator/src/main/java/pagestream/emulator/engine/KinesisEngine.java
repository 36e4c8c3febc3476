package pagestream.emulator.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import pagestream.http.LoopbackServer;

/// kinesis-mock as a child process of this JVM, reachable over HTTP on a free port of the loopback
/// interface only. The child holds the other end of its stdin pipe, so it ends with this JVM
/// however this JVM ends.
public final class KinesisEngine implements AutoCloseable {

  private static final String DATA_FILE = "kinesis-data.json";
  private static final String LAUNCHER = "kinesis-launcher.js";
  private static final String PORT_LINE = "kinesis-engine-port ";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(25);
  private static final int KEPT_LINES = 20;

  /// kinesis-mock allocates short-lived objects by the million; a small young heap doubles the time
  /// of a large request.
  private static final String YOUNG_HEAP = "--max-semi-space-size=64";

  /// Records stay on this heap for their 24 h of retention.
  private static final String OLD_HEAP = "--max-old-space-size=1024";

  private final Process process;
  private final URI endpoint;

  private KinesisEngine(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /// Starts kinesis-mock from a directory `npm ci` filled. Streams and records live in memory, or
  /// also in `persistTo`, from where the next start reads them back.
  public static KinesisEngine start(Path nodeModules, Optional<Path> persistTo) {
    return start("node", nodeModules, persistTo);
  }

  /// As above, with the Node.js executable to run.
  static KinesisEngine start(String node, Path nodeModules, Optional<Path> persistTo) {
    ProcessBuilder command =
        new ProcessBuilder(
            node, YOUNG_HEAP, OLD_HEAP, "--single-threaded-gc", "--eval", launcher());
    Map<String, String> environment = command.environment();
    environment.remove("NODE_OPTIONS");
    environment.putAll(settings(installed(nodeModules)));
    persistTo.ifPresent(directory -> environment.putAll(persistence(directory)));
    Process process = launch(command.redirectErrorStream(true), node);
    Output output = Output.of(process);
    try {
      return await(process, output);
    } catch (RuntimeException e) {
      stop(process);
      throw e;
    }
  }

  /// The address SDK clients use as their endpoint override.
  public URI endpoint() {
    return endpoint;
  }

  /// Stops the child by SIGTERM, on which it writes what it persists, and kills it when that takes
  /// too long.
  @Override
  public void close() {
    stop(process);
  }

  private static Path installed(Path nodeModules) {
    Path directory = nodeModules.toAbsolutePath().resolve("kinesis-local");
    if (Files.isRegularFile(directory.resolve("main.js"))
        && Files.isRegularFile(directory.resolve("server.json"))) {
      return directory;
    }
    throw new IllegalStateException(
        "expected the npm package kinesis-local in %s, found none; run 'npm ci' in %s"
            .formatted(nodeModules, nodeModules.toAbsolutePath().getParent()));
  }

  private static Map<String, String> settings(Path kinesisLocal) {
    return Map.of(
        "KINESIS_ENGINE_MAIN", kinesisLocal.resolve("main.js").toString(),
        "KINESIS_ENGINE_CACHE", kinesisLocal.resolveSibling(".cache").toString(),
        "KINESIS_MOCK_CERT_PATH", kinesisLocal.resolve("server.json").toString(),
        "KINESIS_MOCK_PLAIN_PORT", "4568",
        "KINESIS_MOCK_TLS_PORT", "4567",
        "CREATE_STREAM_DURATION", "20ms",
        "LOG_LEVEL", "ERROR",
        "SHOULD_PERSIST_DATA", "false");
  }

  private static Map<String, String> persistence(Path directory) {
    try {
      Path absolute = Files.createDirectories(directory).toAbsolutePath();
      return Map.of(
          "SHOULD_PERSIST_DATA",
          "true",
          "PERSIST_PATH",
          absolute.toString(),
          "PERSIST_FILE_NAME",
          DATA_FILE,
          "PERSIST_INTERVAL",
          "600s",
          "KINESIS_ENGINE_DATA",
          absolute.resolve(DATA_FILE).toString());
    } catch (IOException e) {
      throw new IllegalStateException(
          "expected a writable directory for the Kinesis records, found %s (%s); choose another directory or fix its permissions"
              .formatted(directory, e),
          e);
    }
  }

  private static Process launch(ProcessBuilder command, String node) {
    try {
      return command.start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "expected Node.js 20 or newer as '%s', found none (%s); install it or put it on the PATH"
              .formatted(node, e.getMessage()),
          e);
    }
  }

  private static KinesisEngine await(Process process, Output output) {
    try {
      int port = output.port.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      KinesisEngine engine =
          new KinesisEngine(
              process, URI.create("http://%s:%d".formatted(LoopbackServer.ADDRESS, port)));
      engine.awaitHealth();
      return engine;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notStarted(process, output, e);
    } catch (Exception e) {
      throw notStarted(process, output, e);
    }
  }

  private void awaitHealth() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/healthcheck")).timeout(START_TIMEOUT).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IOException("GET %s: expected 200, found %d".formatted(request.uri(), status));
      }
    }
  }

  private static IllegalStateException notStarted(Process process, Output output, Exception cause) {
    String state =
        process.isAlive()
            ? "still running without answering"
            : "exited with code " + process.exitValue();
    return new IllegalStateException(
        "expected kinesis-mock to answer within %d s, found it %s; its last output says what to fix:%n%s"
            .formatted(START_TIMEOUT.toSeconds(), state, output.lastLines()),
        cause);
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String launcher() {
    try (InputStream script = KinesisEngine.class.getResourceAsStream(LAUNCHER)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads what the child prints for as long as it lives, so that it never blocks on a full pipe.
  /// It finds the line that names the port and keeps the last lines for error messages.
  private static final class Output {

    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final ArrayDeque<String> lines = new ArrayDeque<>();

    static Output of(Process process) {
      Output output = new Output();
      Thread.ofVirtual().name("kinesis-engine-output").start(() -> output.drain(process));
      return output;
    }

    synchronized String lastLines() {
      return String.join(System.lineSeparator(), lines);
    }

    private void drain(Process process) {
      try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
        reader.lines().forEach(this::accept);
      } catch (IOException | UncheckedIOException e) {
        accept("output ended: " + e.getMessage());
      }
      process.onExit().join();
      port.completeExceptionally(new IOException("the process ended before it listened"));
    }

    private void accept(String line) {
      if (line.startsWith(PORT_LINE)) {
        port.complete(Integer.valueOf(line.substring(PORT_LINE.length())));
      } else {
        keep(line);
      }
    }

    private synchronized void keep(String line) {
      lines.addLast(line);
      if (lines.size() > KEPT_LINES) {
        lines.removeFirst();
      }
    }
  }
}
