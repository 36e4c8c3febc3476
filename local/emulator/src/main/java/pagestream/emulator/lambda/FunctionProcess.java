package pagestream.emulator.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import pagestream.emulator.lambda.InvocationResult.FunctionError;

/// One execution environment: a JVM and the Runtime API it polls. Handles one invocation at a time.
final class FunctionProcess implements AutoCloseable {
  /// Lambda allows 10 seconds; laptops share their cores.
  private static final Duration INIT_LIMIT = Duration.ofSeconds(30);

  private static final Duration ORDERLY_END = Duration.ofSeconds(30);

  private final FunctionSettings settings;
  private final RuntimeApi api;
  private final Process process;

  private FunctionProcess(FunctionSettings settings, RuntimeApi api, Process process) {
    this.settings = settings;
    this.api = api;
    this.process = process;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the process
  static FunctionProcess start(FunctionSettings settings, Consumer<String> log) {
    JvmCommand command = new JvmCommand(settings);
    RuntimeApi api = new RuntimeApi(command.arn());
    try {
      FunctionProcess started = new FunctionProcess(settings, api, launch(command, api));
      started.forwardOutput(log);
      started.process.onExit().thenAccept(process -> api.exited(process.exitValue()));
      return started;
    } catch (IOException e) {
      api.close();
      throw new UncheckedIOException(
          "function %s: expected its JVM to start, found %s; check the JDK at %s and free memory"
              .formatted(settings.name(), e.getMessage(), System.getProperty("java.home")),
          e);
    }
  }

  /// Waits until the runtime asks for work. Otherwise tells why it will not; then close this
  /// environment.
  Optional<FunctionError> awaitReady() throws InterruptedException {
    Optional<FunctionError> ready =
        within(api.polled(), INIT_LIMIT)
            .orElseGet(() ->
                Optional.of(FunctionErrors.timedOut(UUID.randomUUID().toString(), INIT_LIMIT)));
    if (ready.isEmpty() && !process.isAlive()) {
      return Optional.of(FunctionErrors.exited(UUID.randomUUID().toString(), process.exitValue()));
    }
    return ready;
  }

  /// Call after [#awaitReady()]. Kills the process at the time limit.
  InvocationResult invoke(byte[] payload) throws InterruptedException {
    Invocation invocation = Invocation.of(payload, settings.timeout());
    api.submit(invocation);
    if (!process.isAlive()) {
      api.exited(process.exitValue());
    }
    try {
      return within(invocation.result(), settings.timeout()).orElseGet(() -> timedOut(invocation));
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// Lets the JVM end in order, within a bound, and kills what is left: it writes its class archive
  /// at an orderly end alone.
  void end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(ORDERLY_END)) {
      process.destroyForcibly();
    }
    close();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    // A kill cannot be refused, so this is a matter of milliseconds.
    process.onExit().join();
    api.close();
  }

  private InvocationResult timedOut(Invocation invocation) {
    if (invocation
        .result()
        .complete(FunctionErrors.timedOut(invocation.id(), settings.timeout()))) {
      close();
    }
    return invocation.result().join();
  }

  private static Process launch(JvmCommand command, RuntimeApi api) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.line()).redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            command.environment(api.hostAndPort(), UUID.randomUUID().toString().replace("-", "")));
    return builder.start();
  }

  /// A platform thread, since reading a pipe would block a virtual thread's carrier.
  private void forwardOutput(Consumer<String> log) {
    Thread.ofPlatform()
        .daemon()
        .name("log-" + settings.name())
        .start(() -> {
          try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(log);
          } catch (IOException | UncheckedIOException e) {
            log.accept("its output ended early: " + e.getMessage());
          }
        });
  }

  private static <T> Optional<T> within(CompletableFuture<T> result, Duration limit)
      throws InterruptedException {
    try {
      return Optional.of(result.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "expected a result, found a failure, which nothing here completes with", e);
    }
  }
}
