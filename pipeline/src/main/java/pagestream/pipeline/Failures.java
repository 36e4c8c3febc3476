package pagestream.pipeline;

import java.util.Collection;

/// Where failures are kept. Throws [TransientException] when it cannot keep them all.
public interface Failures {
  /// Keeps each failure once: one that is already there stays as it is.
  void keep(Collection<Failure> failures);
}
