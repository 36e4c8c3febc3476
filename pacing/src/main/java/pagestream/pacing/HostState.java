package pagestream.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What is known of a host, and when it may be asked next. Nothing here waits or knows the time: a
/// caller that is told a later moment comes again then.
///
/// The delay between two requests follows the host's answer times, as in Scrapy's AutoThrottle: a
/// host that needs a second for an answer is asked once a second for each request that may be open.
/// A host that fails again and again is left alone for a while, which doubles with each failure,
/// and is then asked by one request.
///
/// @param nextTurn the first moment that nobody has reserved
/// @param lastStart when the last request began, or will
/// @param delay as the host's answer times ask for it
/// @param failures since the last good answer
/// @param closedUntil when the host may be asked again
/// @param open when each open request will have ended at the latest
public record HostState(
    Instant nextTurn,
    Instant lastStart,
    Duration delay,
    int failures,
    Instant closedUntil,
    Map<String, Instant> open) {
  public static final HostState UNKNOWN =
      new HostState(Instant.EPOCH, Instant.EPOCH, Duration.ZERO, 0, Instant.EPOCH, Map.of());

  /// The longest delay that slow answers or the host's own wish lead to.
  static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  /// How soon a moment is to be waited for rather than to come again.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /// How long after its moment a request may reach its host. Where a source names a delay, moments
  /// are that much further apart, so that two requests are never closer than the delay.
  public static final Duration LEEWAY = Duration.ofMillis(50);

  /// After that many failures the host is left alone.
  static final int CLOSES_AFTER = 3;

  static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  /// Neither a failing host nor what it says of when to come again closes it for longer.
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final Duration FIRST_SLOWDOWN = Duration.ofSeconds(1);

  /// Reserves moments for requests that will be made later.
  public Change<Turns> reserve(int turns, Pace pace, Instant now) {
    Turns reserved = new Turns(latest(now, nextTurn, closedUntil), delay(pace));
    return new Change<>(
        new HostState(reserved.at(turns), lastStart, delay, failures, closedUntil, open), reserved);
  }

  /// Asks for a request to be made now, whether a moment was reserved for it or not.
  ///
  /// @param request its name, which nobody else uses
  /// @param limit how long it may take
  public Change<Turn> ask(String request, Duration limit, Pace pace, Instant now) {
    return grant(request, limit, pace, now, latest(now, lastStart.plus(delay(pace)), closedUntil));
  }

  /// Asks again for a request that was granted a moment, shortly before it or when it was missed:
  /// the host may have asked to be left alone meanwhile, and others may have been granted the
  /// moments that follow.
  ///
  /// @param granted its moment
  /// @param from when it can begin
  public Change<Turn> askAgain(
      String request, Instant granted, Duration limit, Pace pace, Instant from) {
    boolean isMissed = from.isAfter(granted);
    if (!isMissed && !closedUntil.isAfter(granted)) {
      return new Change<>(this, new Turn.Granted(granted));
    }
    Instant earliest = lastStart.equals(granted) ? granted : lastStart.plus(delay(pace));
    return grant(request, limit, pace, from, latest(from, earliest, closedUntil));
  }

  private Change<Turn> grant(
      String request, Duration limit, Pace pace, Instant now, Instant earliest) {
    Map<String, Instant> still = openAt(now);
    still.remove(request);
    if (still.size() < atOnce(pace) && !earliest.isAfter(now.plus(PATIENCE))) {
      still.put(request, earliest.plus(limit));
      return new Change<>(
          new HostState(
              latest(nextTurn, earliest.plus(delay(pace))),
              earliest,
              delay,
              failures,
              closedUntil,
              Map.copyOf(still)),
          new Turn.Granted(earliest));
    }
    Instant later = latest(now.plus(PATIENCE), earliest, nextTurn);
    return new Change<>(
        new HostState(
            later.plus(delay(pace)), lastStart, delay, failures, closedUntil, Map.copyOf(still)),
        new Turn.Later(later));
  }

  /// Notes when a request really began: nobody asked for its turn, or it began a little late.
  public HostState began(Instant at, Pace pace) {
    return new HostState(
        latest(nextTurn, at.plus(delay(pace))),
        latest(lastStart, at),
        delay,
        failures,
        closedUntil,
        open);
  }

  /// Ends a request.
  public HostState answered(String request, Answer answer, Pace pace, Instant now) {
    Map<String, Instant> still = openAt(now);
    still.remove(request);
    return switch (answer) {
      case Answer.Well(Duration took) ->
          new HostState(
              nextTurn, lastStart, delayAfter(took, pace), 0, closedUntil, Map.copyOf(still));
      case Answer.Unwell unwell -> unwell(unwell, Map.copyOf(still), now);
    };
  }

  /// A host in trouble is asked more slowly, whatever else follows. One that says when to come
  /// again is not failing.
  private HostState unwell(Answer.Unwell answer, Map<String, Instant> still, Instant now) {
    int failed = answer.retryAfter().isPresent() ? failures : failures + 1;
    Duration pause =
        shorter(longer(pause(failed), answer.retryAfter().orElse(Duration.ZERO)), LONGEST_PAUSE);
    return new HostState(
        nextTurn,
        lastStart,
        shorter(longer(delay.multipliedBy(2), FIRST_SLOWDOWN), LONGEST_DELAY),
        failed,
        latest(closedUntil, now.plus(pause)),
        still);
  }

  private static Duration pause(int failures) {
    if (failures < CLOSES_AFTER) {
      return Duration.ZERO;
    }
    int doublings = Math.min(failures - CLOSES_AFTER, 10);
    return FIRST_PAUSE.multipliedBy(1L << doublings);
  }

  /// Falls slowly and rises at once.
  private Duration delayAfter(Duration took, Pace pace) {
    Duration target = took.dividedBy(pace.atOnce());
    return shorter(longer(delay.plus(target).dividedBy(2), target), LONGEST_DELAY);
  }

  /// How far apart the moments of requests for a source are.
  private Duration delay(Pace pace) {
    return pace.delay().isZero() ? delay : longer(delay, pace.delay().plus(LEEWAY));
  }

  private int atOnce(Pace pace) {
    return failures < CLOSES_AFTER ? pace.atOnce() : 1;
  }

  private Map<String, Instant> openAt(Instant now) {
    Map<String, Instant> still = new HashMap<>(open);
    still.values().removeIf(end -> !end.isAfter(now));
    return still;
  }

  private static Instant latest(Instant... times) {
    Instant latest = times[0];
    for (Instant time : times) {
      latest = time.isAfter(latest) ? time : latest;
    }
    return latest;
  }

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
