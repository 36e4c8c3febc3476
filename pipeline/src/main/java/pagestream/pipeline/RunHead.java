package pagestream.pipeline;

import java.time.Duration;
import java.time.Instant;

/// How a run began.
///
/// @param run the run's id, a ULID
/// @param recipeVersion the recipe's content hash
/// @param source empty for a run that redrives failures, which may be of several
/// @param url where its pages begin; of a run that redrives failures, the path that lists them
/// @param time after its begin in which its pages may be fetched, as its source limits it
public record RunHead(
    String run,
    String source,
    String recipe,
    String recipeVersion,
    String url,
    Instant startedAt,
    Duration time,
    RunKind kind) {
  /// How long a run may go on after its time is over: rows that wait longer set off alarms.
  private static final Duration LATE = Duration.ofHours(1);

  /// The head of a scrape.
  public RunHead(
      String run,
      String source,
      String recipe,
      String recipeVersion,
      String url,
      Instant startedAt,
      Duration time) {
    this(run, source, recipe, recipeVersion, url, startedAt, time, RunKind.SCRAPE);
  }

  /// The longest time that a source can allow: a run is kept until long after nothing of it can be
  /// on its way.
  public static final Duration MAX_TIME = Duration.ofDays(365);

  /// How long pages may be fetched again for, after a redrive has begun.
  public static final Duration REDRIVE_TIME = Duration.ofDays(1);

  /// From then on nothing of the run can be on its way any more: its last page was fetched at the
  /// end of its time, or a little later.
  public Instant underWayUntil() {
    return startedAt.plus(time).plus(Run.LONGEST_WAY);
  }

  /// Whether the time is over in which its pages may be fetched, and what was fetched last must
  /// have been stored.
  public boolean isLate(Instant now) {
    return startedAt.plus(time).plus(LATE).isBefore(now);
  }
}
