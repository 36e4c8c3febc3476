package pagestream.scraper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import pagestream.pacing.Change;
import pagestream.pacing.HostState;
import pagestream.pacing.Hosts;
import pagestream.pacing.Turn;
import pagestream.pipeline.TransientException;
import pagestream.scraper.Requests.Request;
import pagestream.timing.Deadline;
import pagestream.timing.Pause;

/// The turn of one request, from asking for it until the moment has come, if that is soon. Shortly
/// before it, the host's state is asked again, which may have changed. If asking takes so long that
/// the moment is missed, another one is asked for, which leaves more time.
final class AwaitedTurn {
  private final Request request;
  private final String id;
  private final Deadline deadline;
  private final Hosts hosts;
  private final InstantSource clock;
  private final Pause pause;
  private Duration ahead = HostState.LEEWAY;
  private Instant asked;

  /// @param id of the request
  AwaitedTurn(
      Request request,
      String id,
      Deadline deadline,
      Hosts hosts,
      InstantSource clock,
      Pause pause) {
    this.request = request;
    this.id = id;
    this.deadline = deadline;
    this.hosts = hosts;
    this.clock = clock;
    this.pause = pause;
    this.asked = clock.instant();
  }

  /// Waits for it, and returns when it is there.
  ///
  /// @return the later time at which the host may be asked, if it is not soon
  Optional<Instant> await() {
    Turn turn = change(state -> state.ask(id, deadline.left(), request.pace(), asked));
    while (turn instanceof Turn.Granted(Instant at)) {
      if (at.isAfter(asked.plus(ahead))) {
        turn = askShortlyBefore(at);
      } else if (isReached(at)) {
        return Optional.empty();
      } else {
        turn = askForAnother(at);
      }
    }
    return Optional.of(((Turn.Later) turn).at());
  }

  private Turn askShortlyBefore(Instant at) {
    awaitUntil(at.minus(ahead));
    asked = clock.instant();
    return askAgain(at, asked);
  }

  /// Half of the leeway is left for the request's way to the host. Where there is no delay, none
  /// can fall short.
  private boolean isReached(Instant at) {
    awaitUntil(at);
    Instant latest = at.plus(HostState.LEEWAY.dividedBy(2));
    return !clock.instant().isAfter(latest) || request.pace().delay().isZero();
  }

  private Turn askForAnother(Instant missed) {
    asked = clock.instant();
    ahead = ahead.plus(Duration.between(missed, asked).multipliedBy(2));
    return askAgain(missed, asked.plus(ahead));
  }

  private Turn askAgain(Instant granted, Instant from) {
    return change(state -> state.askAgain(id, granted, deadline.left(), request.pace(), from));
  }

  private Turn change(Function<HostState, Change<Turn>> change) {
    return hosts.change(request.host(), change);
  }

  private void awaitUntil(Instant time) {
    Duration left = Duration.between(clock.instant(), time);
    if (!left.isPositive()) {
      return;
    }
    try {
      pause.await(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException("interrupted while waiting for a host's turn", e);
    }
  }
}
