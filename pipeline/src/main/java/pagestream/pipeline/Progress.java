package pagestream.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How fast the pages of a run end.
///
/// @param pagesPerMinute of the last pages that ended; of all pages where the run has settled
/// @param estimatedAt when all pages that are known so far will have ended at this rate; empty
///   where none has ended yet, or none waits
public record Progress(double pagesPerMinute, Optional<Instant> estimatedAt) {
  /// How many of the last pages count: so many that a short pause does not, and so few that the
  /// rate follows the hosts'.
  static final int RECENT = 100;

  /// Of a run that has settled.
  public static Progress settled(RunHead head, int pages, Instant settledAt) {
    return new Progress(rate(pages, head.startedAt(), settledAt), Optional.empty());
  }

  /// Of a run that is under way.
  static Progress underWay(RunHead head, List<EndedTask> ended, int waiting, Instant now) {
    List<Instant> ends = ended.stream().map(EndedTask::at).sorted().toList();
    int before = Math.max(0, ends.size() - RECENT);
    Instant from = before == 0 ? head.startedAt() : ends.get(before - 1);
    double rate = rate(ends.size() - before, from, now);
    return new Progress(
        rate,
        rate == 0 || waiting == 0 ? Optional.empty() : Optional.of(after(waiting, rate, now)));
  }

  private static double rate(int pages, Instant from, Instant to) {
    long millis = Math.max(1, Duration.between(from, to).toMillis());
    return pages * (double) Duration.ofMinutes(1).toMillis() / millis;
  }

  private static Instant after(int pages, double rate, Instant now) {
    return now.plusMillis((long) (pages / rate * Duration.ofMinutes(1).toMillis()));
  }
}
