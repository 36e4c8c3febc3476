package pagestream.emulator.lambda;

import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import pagestream.emulator.lambda.InvocationResult.FunctionError;

/// A Lambda function on this machine: warm execution environments first, new ones up to the maximum
/// concurrency, then callers wait their turn. Thread-safe.
public final class LocalFunction implements Invoker, AutoCloseable {
  private final FunctionSettings settings;
  private final Consumer<String> log;
  private final Semaphore slots;
  private final Deque<FunctionProcess> idle = new ConcurrentLinkedDeque<>();
  private final Set<FunctionProcess> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /// The log takes the output of all environments line by line, from several threads at once.
  public LocalFunction(FunctionSettings settings, Consumer<String> log) {
    this.settings = settings;
    this.log = log;
    this.slots = new Semaphore(settings.maxConcurrency(), true);
  }

  /// Waits for a free environment if all are busy; the time limit counts from the invocation
  /// itself.
  @Override
  public InvocationResult invoke(byte[] payload) throws InterruptedException {
    slots.acquire();
    try {
      return invokeIn(environment(), payload);
    } finally {
      slots.release();
    }
  }

  /// Makes sure that one environment has initialised and asks for work.
  public void warmUp() throws InterruptedException {
    slots.acquire();
    try {
      FunctionProcess environment = environment();
      try {
        failure(environment).ifPresent(this::refuse);
      } finally {
        release(environment);
      }
    } finally {
      slots.release();
    }
  }

  /// Kills all environments; invocations under way answer `Runtime.ExitError`.
  @Override
  public void close() {
    closed = true;
    running.forEach(this::discard);
  }

  /// Lets idle environments end in order, so that each writes its class archive, and kills the
  /// rest.
  public void end() throws InterruptedException {
    closed = true;
    for (FunctionProcess environment : idle) {
      environment.end();
    }
    close();
  }

  /// Process ids of the environments, idle and busy.
  Set<Long> pids() {
    return running.stream().map(FunctionProcess::pid).collect(Collectors.toSet());
  }

  private InvocationResult invokeIn(FunctionProcess environment, byte[] payload)
      throws InterruptedException {
    try {
      Optional<FunctionError> failure = failure(environment);
      return failure.isPresent() ? failure.get() : environment.invoke(payload);
    } finally {
      release(environment);
    }
  }

  /// An environment that ended, or ends, after its last invocation is replaced.
  private FunctionProcess environment() throws InterruptedException {
    for (FunctionProcess warm = idle.poll(); warm != null; warm = idle.poll()) {
      if (failure(warm).isEmpty()) {
        return warm;
      }
      discard(warm);
    }
    return start();
  }

  private FunctionProcess start() {
    FunctionProcess started = FunctionProcess.start(settings, log);
    running.add(started);
    if (closed) {
      discard(started);
      throw new IllegalStateException(
          "function %s: expected no invocation after its end, found one"
              .formatted(settings.name()));
    }
    return started;
  }

  private Optional<FunctionError> failure(FunctionProcess environment) throws InterruptedException {
    Optional<FunctionError> failure = environment.awaitReady();
    failure.ifPresent(_ -> environment.close());
    return failure;
  }

  private void refuse(FunctionError failure) {
    throw new IllegalStateException(
        "function %s: expected it to initialise, found %s: %s; its log tells where"
            .formatted(settings.name(), failure.type(), failure.message()));
  }

  private void release(FunctionProcess environment) {
    if (environment.isAlive()) {
      idle.push(environment);
    } else {
      discard(environment);
    }
  }

  private void discard(FunctionProcess environment) {
    environment.close();
    running.remove(environment);
  }
}
