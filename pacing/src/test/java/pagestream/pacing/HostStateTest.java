package pagestream.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostStateTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pace ONE_A_SECOND = every(1, 1);
  private static final Pace NO_DELAY = new Pace(Duration.ZERO, 2);

  /// Its moments are so many seconds apart.
  private static Pace every(int seconds, int atOnce) {
    return new Pace(Duration.ofSeconds(seconds).minus(HostState.LEEWAY), atOnce);
  }

  private static Instant at(double seconds) {
    return NOW.plusMillis((long) (seconds * 1000));
  }

  private static HostState asked(HostState state, String request, Pace pace, double seconds) {
    return state.ask(request, LIMIT, pace, at(seconds)).state();
  }

  private static Turn turn(HostState state, Pace pace, double seconds) {
    return state.ask("another", LIMIT, pace, at(seconds)).result();
  }

  private static HostState well(HostState state, String request, double took, double seconds) {
    Answer answer = new Answer.Well(Duration.ofMillis((long) (took * 1000)));
    return state.answered(request, answer, ONE_A_SECOND, at(seconds));
  }

  private static HostState unwell(HostState state, int times, double seconds) {
    HostState after = state;
    for (int i = 0; i < times; i++) {
      after = after.answered("one", Answer.Unwell.SILENT, ONE_A_SECOND, at(seconds));
    }
    return after;
  }

  @Test
  void anUnknownHostMayBeAskedAtOnce() {
    assertThat(turn(HostState.UNKNOWN, ONE_A_SECOND, 0)).isEqualTo(new Turn.Granted(at(0)));
  }

  @Test
  void theNextRequestBeginsADelayLater() {
    HostState state = well(asked(HostState.UNKNOWN, "one", ONE_A_SECOND, 0), "one", 0.1, 0.1);

    assertThat(turn(state, ONE_A_SECOND, 0.3)).isEqualTo(new Turn.Granted(at(1)));
    assertThat(turn(state, ONE_A_SECOND, 5)).isEqualTo(new Turn.Granted(at(5)));
  }

  @Test
  void aRequestThatNobodyAskedForPutsOffTheNextOneAndWhatIsReserved() {
    HostState state = HostState.UNKNOWN.began(at(0.2), ONE_A_SECOND);

    assertThat(turn(state, ONE_A_SECOND, 0.5)).isEqualTo(new Turn.Granted(at(1.2)));
    assertThat(state.reserve(1, ONE_A_SECOND, at(0.5)).result().first()).isEqualTo(at(1.2));
  }

  @Test
  void aRequestThatBeganBeforeAnotherOneChangesNothing() {
    HostState state = asked(HostState.UNKNOWN, "one", ONE_A_SECOND, 5);

    assertThat(state.began(at(3), ONE_A_SECOND)).isEqualTo(state);
  }

  @Test
  void aRequestMayBeginALittleLateAndTheNextOneIsNeverSooner() {
    Pace pace = new Pace(Duration.ofSeconds(1), 2);
    Instant latest = at(0).plus(HostState.LEEWAY);

    assertThat(turn(asked(HostState.UNKNOWN, "one", pace, 0), pace, 0))
        .isEqualTo(new Turn.Granted(latest.plus(pace.delay())));
  }

  @Test
  void whoWaitedForItsMomentDoesNotBeginIfTheHostAskedToBeLeftAloneMeanwhile() {
    HostState first = asked(HostState.UNKNOWN, "one", NO_DELAY, 0);
    HostState both = asked(first, "two", every(1, 2), 0);
    assertThat(again(both, "two", 1, NO_DELAY, 0.9))
        .isEqualTo(new Change<>(both, new Turn.Granted(at(1))));

    Answer busy = new Answer.Unwell(Optional.of(Duration.ofSeconds(60)));
    HostState closed = both.answered("one", busy, NO_DELAY, at(0.5));
    Change<Turn> again = again(closed, "two", 1, NO_DELAY, 0.9);

    assertThat(again.result()).isEqualTo(new Turn.Later(at(60.5)));
    assertThat(again.state().open()).isEmpty();
  }

  private static Change<Turn> again(
      HostState state, String request, double granted, Pace pace, double from) {
    return state.askAgain(request, at(granted), LIMIT, pace, at(from));
  }

  @Test
  void aMomentThatWasMissedIsPutOffWhileNobodyHasTheNextOne() {
    Pace pace = every(1, 2);
    HostState one = asked(HostState.UNKNOWN, "one", pace, 0);
    Change<Turn> late = again(one, "one", 0, pace, 0.3);

    assertThat(late.result()).isEqualTo(new Turn.Granted(at(0.3)));
    assertThat(late.state().open()).containsOnlyKeys("one");
    assertThat(turn(late.state(), pace, 0.3)).isEqualTo(new Turn.Granted(at(1.3)));
  }

  @Test
  void aMomentThatWasMissedIsLostIfSomebodyHasTheNextOne() {
    Pace pace = every(1, 2);
    HostState both = asked(asked(HostState.UNKNOWN, "one", pace, 0), "two", pace, 0.1);

    assertThat(again(both, "one", 0, pace, 0.3).result()).isEqualTo(new Turn.Granted(at(2)));
  }

  @Test
  void whoMissesItsMomentAtAHostThatIsAskedSlowlyDoesNotWaitForAnotherDelay() {
    Pace slow = every(60, 1);
    HostState one = asked(HostState.UNKNOWN, "one", slow, 0);

    assertThat(again(one, "one", 0, slow, 0.3).result()).isEqualTo(new Turn.Granted(at(0.3)));
  }

  @Test
  void whoWouldWaitForLongComesAgain() {
    Pace slow = every(10, 1);
    HostState state = well(asked(HostState.UNKNOWN, "one", slow, 0), "one", 0.1, 0.1);

    assertThat(turn(state, slow, 1)).isEqualTo(new Turn.Later(at(10)));
    HostState reserved = state.ask("two", LIMIT, slow, at(1)).state();
    assertThat(turn(reserved, slow, 2)).isEqualTo(new Turn.Later(at(20)));
  }

  @Test
  void noMoreRequestsAreOpenThanAllowed() {
    HostState one = asked(HostState.UNKNOWN, "one", NO_DELAY, 0);
    HostState two = asked(one, "two", NO_DELAY, 0);

    assertThat(turn(one, NO_DELAY, 0)).isInstanceOf(Turn.Granted.class);
    assertThat(turn(two, NO_DELAY, 0)).isEqualTo(new Turn.Later(at(2)));
    assertThat(turn(well(two, "one", 0, 0), NO_DELAY, 0)).isInstanceOf(Turn.Granted.class);
  }

  @Test
  void aRequestThatNobodyEndedCountsUntilItsLimit() {
    HostState state = asked(HostState.UNKNOWN, "killed", ONE_A_SECOND, 0);

    assertThat(turn(state, ONE_A_SECOND, 19)).isInstanceOf(Turn.Later.class);
    assertThat(turn(state, ONE_A_SECOND, 20)).isEqualTo(new Turn.Granted(at(20)));
  }

  @Test
  void reservedMomentsAreOneDelayApart() {
    Change<Turns> first = HostState.UNKNOWN.reserve(3, ONE_A_SECOND, at(0));
    Change<Turns> second = first.state().reserve(1, ONE_A_SECOND, at(0));

    assertThat(first.result().at(0)).isEqualTo(at(0));
    assertThat(first.result().at(2)).isEqualTo(at(2));
    assertThat(second.result().at(0)).isEqualTo(at(3));
  }

  @Test
  void aMomentThatHasPassedIsNotReserved() {
    HostState state = HostState.UNKNOWN.reserve(3, ONE_A_SECOND, at(0)).state();

    assertThat(state.reserve(1, ONE_A_SECOND, at(60)).result().first()).isEqualTo(at(60));
  }

  @Test
  void aSlowHostIsAskedAsSlowlyAsItAnswers() {
    HostState state = asked(HostState.UNKNOWN, "one", ONE_A_SECOND, 0);
    HostState slow = well(state, "one", 8, 8);

    assertThat(slow.delay()).isEqualTo(Duration.ofSeconds(8));
    assertThat(well(slow, "two", 0.5, 16).delay()).isEqualTo(Duration.ofMillis(4250));
  }

  @Test
  void theDelayIsSharedByTheRequestsThatMayBeOpen() {
    HostState state =
        HostState.UNKNOWN.answered(
            "one", new Answer.Well(Duration.ofSeconds(8)), new Pace(Duration.ZERO, 4), at(0));

    assertThat(state.delay()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void noHostIsAskedMoreSlowlyThanOnceAMinuteForItsSlowness() {
    HostState state = HostState.UNKNOWN;

    assertThat(well(state, "one", 600, 600).delay()).isEqualTo(HostState.LONGEST_DELAY);
    assertThat(unwell(state, 50, 0).delay()).isEqualTo(HostState.LONGEST_DELAY);
  }

  @Test
  void aFaultSlowsTheHost() {
    assertThat(unwell(HostState.UNKNOWN, 1, 0).delay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(unwell(HostState.UNKNOWN, 3, 0).delay()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aHostThatKeepsFailingIsLeftAloneForAGrowingWhile() {
    assertThat(unwell(HostState.UNKNOWN, 2, 0).closedUntil()).isEqualTo(at(0));
    assertThat(unwell(HostState.UNKNOWN, 3, 0).closedUntil()).isEqualTo(at(30));
    assertThat(unwell(HostState.UNKNOWN, 5, 0).closedUntil()).isEqualTo(at(120));
    assertThat(unwell(HostState.UNKNOWN, 90, 0).closedUntil()).isEqualTo(at(3600));
  }

  @Test
  void aHostThatWasLeftAloneIsTriedByOneRequest() {
    Pace many = new Pace(Duration.ZERO, 5);
    HostState closed = unwell(HostState.UNKNOWN, 3, 0);

    assertThat(turn(closed, many, 1)).isEqualTo(new Turn.Later(at(30)));
    HostState tried = asked(closed, "one", many, 30);
    assertThat(tried.open()).containsOnlyKeys("one");
    assertThat(turn(tried, many, 40)).isInstanceOf(Turn.Later.class);
    HostState wellAgain = well(tried, "one", 0.1, 30.1);
    assertThat(wellAgain.failures()).isZero();
    assertThat(turn(wellAgain, many, 40)).isInstanceOf(Turn.Granted.class);
  }

  @Test
  void whatAHostSaysOfWhenToComeAgainIsKeptToAndBounded() {
    assertThat(retryAfter(Duration.ofSeconds(90)).closedUntil()).isEqualTo(at(90));
    assertThat(retryAfter(Duration.ofDays(4000)).closedUntil()).isEqualTo(at(3600));
    assertThat(retryAfter(Duration.ofSeconds(-5)).closedUntil()).isEqualTo(at(0));
    assertThat(turn(retryAfter(Duration.ofSeconds(90)), ONE_A_SECOND, 1))
        .isEqualTo(new Turn.Later(at(90)));
  }

  @Test
  void aHostThatSaysWhenToComeAgainIsNotFailing() {
    assertThat(retryAfter(Duration.ofSeconds(1)).failures()).isZero();
    assertThat(retryAfter(Duration.ofSeconds(1)).delay()).isEqualTo(Duration.ofSeconds(1));
  }

  private static HostState retryAfter(Duration time) {
    Answer answer = new Answer.Unwell(Optional.of(time));
    return HostState.UNKNOWN.answered("one", answer, ONE_A_SECOND, at(0));
  }

  /// A request that comes at a moment, and one that is being answered.
  private record Event(Instant at, int request, boolean isAnswer, Duration took) {}

  /// Requests come early and late, answers take their time, some processes die: nobody ever asks
  /// more than is allowed, and everybody has a turn.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverHappensTheHostIsNeverAskedMoreThanAllowedAndEverybodyHasATurn(long seed) {
    RandomGenerator random = new java.util.Random(seed);
    Pace pace = new Pace(Duration.ofMillis(random.nextInt(2000)), 1 + random.nextInt(3));
    PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
    InMemoryHosts hosts = new InMemoryHosts();
    int requests = 300;
    for (int i = 0; i < requests; i++) {
      Instant turn = hosts.change("host", state -> state.reserve(1, pace, NOW)).first();
      events.add(new Event(jitter(turn, random), i, false, Duration.ZERO));
    }
    List<Instant> starts = new ArrayList<>();
    List<Instant> ends = new ArrayList<>();
    while (!events.isEmpty()) {
      Event event = events.poll();
      String name = "request-" + event.request();
      if (event.isAnswer()) {
        hosts.change(
            "host",
            state ->
                new Change<>(
                    state.answered(name, new Answer.Well(event.took()), pace, event.at()), ""));
        continue;
      }
      switch (hosts.change("host", state -> state.ask(name, LIMIT, pace, event.at()))) {
        case Turn.Later(Instant later) -> {
          assertThat(later).isAfter(event.at());
          events.add(new Event(jitter(later, random), event.request(), false, Duration.ZERO));
        }
        case Turn.Granted(Instant start) -> {
          Duration took = Duration.ofMillis(random.nextInt(3000));
          boolean isKilled = random.nextInt(20) == 0;
          starts.add(start);
          ends.add(start.plus(isKilled ? LIMIT : took));
          if (!isKilled) {
            events.add(new Event(start.plus(took), event.request(), true, took));
          }
        }
      }
    }

    assertThat(starts).hasSize(requests).isSorted();
    for (int i = 1; i < requests; i++) {
      assertThat(Duration.between(starts.get(i - 1), starts.get(i)))
          .isGreaterThanOrEqualTo(pace.delay());
      Instant start = starts.get(i);
      assertThat(ends.subList(0, i).stream().filter(end -> end.isAfter(start)).count())
          .isLessThan(pace.atOnce());
    }
  }

  private static Instant jitter(Instant time, RandomGenerator random) {
    return time.plusMillis(random.nextInt(1500));
  }
}
