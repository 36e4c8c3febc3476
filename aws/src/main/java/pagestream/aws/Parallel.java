package pagestream.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import pagestream.pipeline.PassingFaultException;

/// Calls that each take a round trip of their own, some at a time.
final class Parallel {
  private static final int AT_A_TIME = 8;

  private Parallel() {}

  /// The results, in order. Everything has ended when the first exception is thrown on.
  static <T, R> List<R> map(Collection<T> items, Function<T, R> call) {
    List<Future<R>> futures = new ArrayList<>(items.size());
    try (ExecutorService executor =
        Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
      items.forEach(item -> futures.add(executor.submit(() -> call.apply(item))));
    }
    return futures.stream().map(Parallel::result).toList();
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PassingFaultException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
