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
import pagestream.scraper.Requests.Pause;
import pagestream.scraper.Requests.Request;
import pagestream.timing.Deadline;

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
  }

  /// Waits for it, and returns when it is there.
  ///
  /// @return the later time at which the host may be asked, if it is not soon
  Optional<Instant> await() {
    Instant asked = clock.instant();
    Turn turn = change(state -> state.ask(id, deadline.left(), request.pace(), asked));
    Instant known = asked;
    while (turn instanceof Turn.Granted(Instant at)) {
      boolean isKnown = !at.isAfter(known.plus(ahead));
      awaitUntil(isKnown ? at : at.minus(ahead));
      known = clock.instant();
      if (isKnown && !isMissed(at, known)) {
        return Optional.empty();
      }
      if (isKnown) {
        ahead = ahead.plus(Duration.between(at, known).multipliedBy(2));
      }
      Instant from = isKnown ? known.plus(ahead) : known;
      turn = change(state -> state.askAgain(id, at, deadline.left(), request.pace(), from));
    }
    return Optional.of(((Turn.Later) turn).at());
  }

  /// Half of the leeway is left for the request's way to the host. Where there is no delay, none
  /// can fall short.
  private boolean isMissed(Instant at, Instant now) {
    return now.isAfter(at.plus(HostState.LEEWAY.dividedBy(2))) && !request.pace().delay().isZero();
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
