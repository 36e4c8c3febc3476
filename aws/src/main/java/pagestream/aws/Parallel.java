package pagestream.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.TransientException;

/// Calls that each take a round trip of their own, some at a time.
final class Parallel {
  static final int AT_A_TIME = 8;

  private Parallel() {}

  /// The results, in order. After an exception no further call begins, so that a table that does
  /// not answer costs the time of one call; it is thrown on when all that had begun have ended.
  static <T, R> List<R> map(Collection<T> items, Function<T, R> call) {
    AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();
    List<Future<R>> futures = new ArrayList<>(items.size());
    try (ExecutorService executor =
        Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
      items.forEach(item -> futures.add(executor.submit(() -> call(item, call, first))));
    }
    RuntimeException thrown = first.get();
    if (thrown != null) {
      throw thrown;
    }
    return futures.stream().map(Parallel::result).toList();
  }

  private static <T, R> R call(
      T item, Function<T, R> call, AtomicReference<@Nullable RuntimeException> first) {
    if (first.get() != null) {
      throw new CancellationException();
    }
    try {
      return call.apply(item);
    } catch (RuntimeException e) {
      first.compareAndSet(null, e);
      throw e;
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
