package pagestream.pacing;

import java.time.Instant;

/// Whether a request may be made.
public sealed interface Turn {
  /// It may, from this moment on, which is now or shortly after.
  record Granted(Instant at) implements Turn {}

  /// It may not: the host's next free moment is then, and has been reserved for it.
  record Later(Instant at) implements Turn {}
}
