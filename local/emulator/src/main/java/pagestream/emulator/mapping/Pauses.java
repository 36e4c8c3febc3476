package pagestream.emulator.mapping;

import java.time.Duration;

/// The waits of a mapping's threads, all of which end early once the mapping stops.
interface Pauses {
  boolean stopped();

  void pause(Duration duration);
}
