package pagestream.local;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// The processes of a host's functions, each of which is started again when it is needed.
final class FunctionProcesses {
  private final Random random;
  private final AtomicInteger killed = new AtomicInteger();

  FunctionProcesses(long seed) {
    this.random = new Random(seed);
  }

  static List<ProcessHandle> running() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /// Kills one of them, whatever it does.
  void killOne() {
    List<ProcessHandle> running = running();
    if (!running.isEmpty()) {
      running.get(random.nextInt(running.size())).destroyForcibly();
      killed.incrementAndGet();
    }
  }

  int killed() {
    return killed.get();
  }
}
