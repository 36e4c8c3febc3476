package pagestream.emulator.mapping;

import java.time.Duration;
import pagestream.timing.Backoff;

/// How fast a mapping works, which AWS does not let its users set.
///
/// @param idle the pause after a read of a stream that gave no records
/// @param listing the pause between two listings of a stream's shards
/// @param backoff the pauses after failed reads and invocations
/// @param stopWithin how long a stop waits for running invocations before it interrupts them
record Pacing(Duration idle, Duration listing, Backoff backoff, Duration stopWithin) {
  /// For a source on the same machine, where a poll costs next to nothing.
  static Pacing local() {
    return new Pacing(
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
        Duration.ofSeconds(3)); // what is cut off is delivered again
  }
}
