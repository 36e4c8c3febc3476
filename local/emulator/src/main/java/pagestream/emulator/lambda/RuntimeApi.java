package pagestream.emulator.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import pagestream.emulator.lambda.InvocationResult.FunctionError;
import pagestream.emulator.lambda.InvocationResult.Success;
import pagestream.http.LoopbackServer;

/// Lambda's Runtime API of 2018-06-01 for one execution environment, on a free port of the loopback
/// address.
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";

  private final String arn;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final AtomicReference<Optional<Invocation>> current =
      new AtomicReference<>(Optional.empty());
  private volatile CompletableFuture<Optional<FunctionError>> polled = new CompletableFuture<>();

  RuntimeApi(String arn) {
    this.arn = arn;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.ofLiteral(LoopbackServer.ADDRESS), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the Runtime API: expected a free port, found none;"
              + " check the limits on open files and sockets",
          e);
    }
    server.createContext(ROOT, this::handle);
    server.setExecutor(executor);
    server.start();
  }

  String hostAndPort() {
    return LoopbackServer.ADDRESS + ":" + server.getAddress().getPort();
  }

  /// Completes when the runtime polls for work: empty, or with the error by which its
  /// initialisation failed.
  CompletableFuture<Optional<FunctionError>> polled() {
    return polled;
  }

  void submit(Invocation invocation) {
    polled = new CompletableFuture<>();
    current.set(Optional.of(invocation));
    waiting.add(invocation);
  }

  /// The process ended with this exit value: whoever still waits for it gets Lambda's exit error.
  void exited(int exitValue) {
    Optional<Invocation> running = current.get();
    FunctionError error =
        FunctionErrors.exited(
            running.map(Invocation::id).orElseGet(() -> UUID.randomUUID().toString()), exitValue);
    polled.complete(Optional.of(error));
    running.ifPresent(invocation -> invocation.result().complete(error));
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      route(exchange);
    } catch (InterruptedException e) {
      // Closed while the runtime was polling.
      Thread.currentThread().interrupt();
    }
  }

  private void route(HttpExchange exchange) throws IOException, InterruptedException {
    String request =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getPath().substring(ROOT.length());
    String id = current.get().map(Invocation::id).orElse("none");
    if (request.equals("GET invocation/next")) {
      next(exchange);
    } else if (request.equals("POST init/error")) {
      polled.complete(
          Optional.of(FunctionErrors.reported(exchange.getRequestBody().readAllBytes())));
      answer(exchange, 202, new byte[0]);
    } else if (request.equals("POST invocation/" + id + "/response")) {
      finish(exchange, new Success(exchange.getRequestBody().readAllBytes()));
    } else if (request.equals("POST invocation/" + id + "/error")) {
      finish(exchange, FunctionErrors.reported(exchange.getRequestBody().readAllBytes()));
    } else {
      String message =
          "expected invocation/next, init/error, or response or error of the invocation %s, once;"
                  .formatted(id)
              + " found "
              + request;
      answer(exchange, 400, message.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    polled.complete(Optional.empty());
    Invocation invocation = waiting.take();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", arn);
    headers.set("Lambda-Runtime-Trace-Id", traceId(invocation));
    answer(exchange, 200, invocation.payload());
  }

  /// X-Ray's form: version, start in epoch seconds as 8 hex digits, 24 hex digits.
  private static String traceId(Invocation invocation) {
    String id = invocation.id().replace("-", "").substring(0, 24);
    return String.format(
        Locale.ROOT, "Root=1-%08x-%s;Sampled=0", invocation.deadline().getEpochSecond(), id);
  }

  private void finish(HttpExchange exchange, InvocationResult result) throws IOException {
    current
        .getAndSet(Optional.empty())
        .ifPresent(invocation -> invocation.result().complete(result));
    answer(exchange, 202, new byte[0]);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    // A length of 0 would mean chunks.
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
