package pagestream.emulator.mapping;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The virtual threads of a mapping, which all end when it stops.
final class MappingThreads {
  private static final Duration INTERRUPTED_END = Duration.ofSeconds(2);

  private final StopSignal stop = new StopSignal();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final String source;

  /// @param source the name of what the mapping reads, for the names of the threads
  MappingThreads(String source) {
    this.source = source;
  }

  Pauses pauses() {
    return stop;
  }

  Thread start(String name, Runnable task) {
    Thread thread =
        Thread.ofVirtual()
            .name("mapping-" + source + "-" + name)
            .unstarted(() -> {
              try {
                task.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            });
    threads.add(thread);
    thread.start();
    return thread;
  }

  /// Lets them end, and interrupts those that have not ended within the bound.
  ///
  /// @param log is told if an invocation of the function does not even end then
  void stop(Duration bound, String function, Consumer<String> log) {
    stop.stop();
    if (joinAll(bound)) {
      return;
    }
    threads.forEach(Thread::interrupt);
    if (!joinAll(INTERRUPTED_END)) {
      log.accept(
          "an invocation of %s neither ended within %s nor when interrupted: it is left running"
              .formatted(function, bound));
    }
  }

  private boolean joinAll(Duration bound) {
    long end = System.nanoTime() + bound.toNanos();
    while (true) {
      Optional<Thread> alive = threads.stream().filter(Thread::isAlive).findFirst();
      long left = end - System.nanoTime();
      if (alive.isEmpty() || left <= 0 || Thread.currentThread().isInterrupted()) {
        return alive.isEmpty();
      }
      join(alive.get(), Duration.ofNanos(left));
    }
  }

  private static void join(Thread thread, Duration bound) {
    try {
      boolean ignored = thread.join(bound);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
