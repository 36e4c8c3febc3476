package pagestream.scraper;

import java.util.Optional;
import pagestream.catalog.Limits;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Usage;
import pagestream.pipeline.Work;

/// Whether a run has used up what its source allows.
final class Cutoff {
  private Cutoff() {}

  /// What cuts off a task. A row that was found is still completed, by whatever number of rows.
  ///
  /// @param used by all pages of the run so far
  static Optional<NotFollowed> of(Limits limits, Usage used, Work work) {
    if (used.bytes() >= limits.bytes()) {
      return Optional.of(NotFollowed.BYTES);
    }
    return used.rows() >= limits.rows() && work.carried().isEmpty()
        ? Optional.of(NotFollowed.ROWS)
        : Optional.empty();
  }
}
