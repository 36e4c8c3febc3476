package pagestream.scraper;

import java.time.Instant;
import java.util.Optional;
import pagestream.catalog.Limits;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Task;
import pagestream.pipeline.Usage;
import pagestream.pipeline.Work;

/// Whether a run has used up what its source allows.
final class Cutoff {
  private Cutoff() {}

  /// What keeps work of a task's run from being done. A row that was found is still completed, by
  /// whatever number of rows.
  ///
  /// @param used by all pages of the run so far
  static Optional<NotFollowed> of(Limits limits, Task task, Usage used, Instant now, Work work) {
    if (LinkSorter.beganAt(task).plus(limits.time()).isBefore(now)) {
      return Optional.of(NotFollowed.TIME);
    }
    if (used.bytes() >= limits.bytes()) {
      return Optional.of(NotFollowed.BYTES);
    }
    return used.rows() >= limits.rows() && work.carried().isEmpty()
        ? Optional.of(NotFollowed.ROWS)
        : Optional.empty();
  }
}
