package pagestream.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was noted of a run while it went on.
///
/// @param cancelledAt when it was cancelled
/// @param skipped when scheduled scrapes of its source were skipped because it still went on: the
///   latest of them, oldest first
public record RunNotes(Optional<Instant> cancelledAt, List<Instant> skipped) {
  /// How many of the skipped are kept.
  static final int MAX_SKIPPED = 10;

  public static final RunNotes NONE = new RunNotes(Optional.empty(), List.of());

  public RunNotes {
    List<Instant> sorted = skipped.stream().sorted().toList();
    skipped = sorted.subList(Math.max(0, sorted.size() - MAX_SKIPPED), sorted.size());
  }
}
