package pagestream.memory;

import java.util.function.Supplier;
import pagestream.pipeline.TransientException;

/// What goes wrong with the calls to a port in memory: each call asks, by its name, before it is
/// carried out.
@FunctionalInterface
public interface Faults {
  /// How a call fails.
  enum Fault {
    NONE,
    /// It throws and has no effect.
    BEFORE,
    /// It throws although it had its effect, as a request that was answered too late.
    AFTER,
    /// It throws, or says of the second half that it failed, and had its effect on the first half.
    PARTLY
  }

  Faults NONE = call -> Fault.NONE;

  Fault of(String call);

  /// Carries out a call that has its effect whole or not at all.
  default void run(String call, Runnable effect) {
    Fault fault = of(call);
    if (fault == Fault.NONE || fault == Fault.AFTER) {
      effect.run();
    }
    if (fault != Fault.NONE) {
      throw fault(call);
    }
  }

  /// The same for a call that only reads.
  default <T> T read(String call, Supplier<T> answer) {
    if (of(call) != Fault.NONE) {
      throw fault(call);
    }
    return answer.get();
  }

  static TransientException fault(String call) {
    return new TransientException(call + " failed, as the test asked");
  }
}
