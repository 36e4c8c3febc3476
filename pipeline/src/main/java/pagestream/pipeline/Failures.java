package pagestream.pipeline;

import java.util.Collection;

/// Where failures are kept. Throws [TransientException] when it cannot keep them all.
public interface Failures {
  /// Keeps each failure once: one that is already there stays as it is, unless it was redriven by
  /// the run of the failure that is to be kept. Then it has failed again.
  void keep(Collection<Failure> failures);
}
