package pagestream.local;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// The processes of a host's functions, each of which is started again when it is needed.
final class FunctionProcesses {
  private final Random random;
  private final AtomicInteger left;

  /// @param kills how many there are to be
  FunctionProcesses(long seed, int kills) {
    this.random = new Random(seed);
    this.left = new AtomicInteger(kills);
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
    if (!running.isEmpty() && left.get() > 0) {
      left.decrementAndGet();
      running.get(random.nextInt(running.size())).destroyForcibly();
    }
  }

  /// How many kills are left.
  int left() {
    return left.get();
  }
}
