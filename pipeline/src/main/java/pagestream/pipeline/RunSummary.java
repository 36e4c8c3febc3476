package pagestream.pipeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A run as people see it: its head and the sum of its outcomes.
///
/// @param settledAt when the last row was accounted for; empty while some are not
public record RunSummary(
    RunHead head, int stored, int unchanged, int stale, int failed, Optional<Instant> settledAt) {

  public enum Status {
    /// Rows are still on their way.
    RUNNING,
    /// Every row is accounted for.
    SETTLED,
    /// Settled, and no row had changed.
    UNCHANGED,
    /// The page could not be used, or no row of it.
    FAILED
  }

  public static RunSummary of(RunHead head, List<Outcome> outcomes) {
    int stored = outcomes.stream().mapToInt(Outcome::stored).sum();
    int unchanged = outcomes.stream().mapToInt(Outcome::unchanged).sum();
    int stale = outcomes.stream().mapToInt(Outcome::stale).sum();
    int failed = outcomes.stream().mapToInt(Outcome::failed).sum();
    Instant last =
        outcomes.stream()
            .map(Outcome::at)
            .max(Comparator.naturalOrder())
            .orElse(head.origin().scrapedAt());
    boolean isSettled = stored + unchanged + stale + failed >= head.found();
    return new RunSummary(
        head, stored, unchanged, stale, failed, isSettled ? Optional.of(last) : Optional.empty());
  }

  public Status status() {
    if (settledAt.isEmpty()) {
      return Status.RUNNING;
    }
    if (failed == head.found()) {
      return Status.FAILED;
    }
    return unchanged == head.found() ? Status.UNCHANGED : Status.SETTLED;
  }
}
