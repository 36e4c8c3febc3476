package pagestream.scraper;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import pagestream.pacing.HostState;
import pagestream.pacing.Pace;

/// A host of a simulation, which notices how it is asked.
final class SimulatedHost {
  /// How hosts answer.
  enum Kind {
    WELL,
    SLOW,
    /// Often answers 429 with Retry-After.
    BUSY,
    /// Often answers 503.
    FAILING,
    /// Cannot be reached for three minutes.
    DOWN
  }

  /// As [HostState] has it.
  private static final Duration LONGEST_GRANT = Duration.ofSeconds(2);

  private static final Duration TIMES_OUT = Duration.ofSeconds(10);

  final Kind kind;
  private final Pace pace;
  private Instant lastStart = Instant.EPOCH;
  private Instant leftAloneAt = Instant.EPOCH;
  private Instant leftAloneUntil = Instant.EPOCH;
  private boolean isPassedOn;
  private Instant downUntil = Instant.MAX;
  private int open;
  private int waiting;
  private Instant waitingSince = Instant.EPOCH;
  private Duration waited = Duration.ZERO;
  private Duration byItsPace = Duration.ZERO;
  int requests;
  int tooSoon;
  int tooMany;

  /// Requests that begin although it asked to be left alone.
  int despiteRetryAfter;

  /// Those of them that could not know it: they were granted a little while before, or the function
  /// that was told was killed before it could pass it on.
  int unknowing;

  SimulatedHost(int number, Pace pace) {
    this.kind = kind(number % 100);
    this.pace = pace;
  }

  private static Kind kind(int percent) {
    if (percent < 80) {
      return Kind.WELL;
    }
    if (percent < 90) {
      return Kind.SLOW;
    }
    return percent < 95 ? Kind.BUSY : percent < 99 ? Kind.FAILING : Kind.DOWN;
  }

  void begins(Instant now) {
    requests++;
    open++;
    tooSoon += now.isBefore(lastStart.plus(pace.delay())) ? 1 : 0;
    tooMany += open > pace.atOnce() ? 1 : 0;
    if (now.isBefore(leftAloneUntil)) {
      despiteRetryAfter++;
      unknowing += isPassedOn && now.isAfter(leftAloneAt.plus(LONGEST_GRANT)) ? 0 : 1;
    }
    lastStart = now;
    if (kind == Kind.DOWN && downUntil.equals(Instant.MAX) && requests > 20) {
      downUntil = now.plus(Duration.ofMinutes(3));
    }
  }

  void ends() {
    open--;
  }

  void isToBeLeftAlone(Duration time, Instant now) {
    Instant until = now.plus(time);
    leftAloneAt = now;
    isPassedOn = false;
    leftAloneUntil = until.isAfter(leftAloneUntil) ? until : leftAloneUntil;
  }

  boolean isDown(Instant now) {
    return kind == Kind.DOWN && !downUntil.equals(Instant.MAX) && now.isBefore(downUntil);
  }

  Duration takes(Random random, Instant now) {
    if (isDown(now)) {
      return TIMES_OUT;
    }
    return kind == Kind.SLOW
        ? Duration.ofMillis(3_000 + random.nextInt(5_000))
        : Duration.ofMillis(50 + random.nextInt(400));
  }

  /// Counts tasks that wait for it or are worked on.
  void waits(int more, Instant now) {
    if (waiting == 0) {
      waitingSince = now;
    }
    waiting += more;
    if (waiting == 0) {
      waited = waited.plus(Duration.between(waitingSince, now));
    }
  }

  /// Adds how long its own pace makes the next request wait.
  void paces(HostState before, HostState after, Instant now) {
    isPassedOn |= !after.closedUntil().isBefore(leftAloneUntil);
    boolean isFirst = before.lastStart().equals(Instant.EPOCH);
    if (!isFirst && !after.lastStart().equals(before.lastStart())) {
      boolean isSlowed = before.delay().compareTo(pace.delay()) > 0;
      byItsPace = byItsPace.plus(isSlowed ? before.delay() : pace.delay());
    }
    Instant closed = before.closedUntil().isAfter(now) ? before.closedUntil() : now;
    if (after.closedUntil().isAfter(closed)) {
      byItsPace = byItsPace.plus(Duration.between(closed, after.closedUntil()));
    }
  }

  /// How long tasks waited for it in all, against what its own pace made them wait.
  double patience() {
    return (double) waited.toMillis() / Math.max(1, byItsPace.toMillis());
  }
}
