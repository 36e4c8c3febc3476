package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import pagestream.catalog.HttpAddress;
import pagestream.fetching.Fetched;
import pagestream.pacing.Answer;
import pagestream.pacing.Change;
import pagestream.pacing.Hosts;
import pagestream.pacing.Pace;
import pagestream.pacing.Turn;
import pagestream.pipeline.Log;
import pagestream.pipeline.TransientException;
import pagestream.timing.Deadline;

/// Makes requests in turn with everybody else who asks their hosts.
final class Requests {
  private final Hosts hosts;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final Pause pause;
  private final Log log;

  /// Waits for a time; that of a thread, or of a test.
  @FunctionalInterface
  interface Pause {
    void await(Duration time) throws InterruptedException;
  }

  /// @param fetch makes it, by a deadline
  record Request(URI url, Pace pace, Function<Deadline, Fetched> fetch) {
    String host() {
      return HttpAddress.host(url);
    }
  }

  /// @param ids ULIDs
  Requests(Hosts hosts, Supplier<String> ids, InstantSource clock, Pause pause, Log log) {
    this.hosts = hosts;
    this.ids = ids;
    this.clock = clock;
    this.pause = pause;
    this.log = log;
  }

  /// At once, whoever's turn it is.
  Visit.Made now(Request request, Deadline deadline) {
    return made(request, ids.get(), deadline);
  }

  Visit.Asked inTurn(Request request, Deadline deadline) {
    String id = ids.get();
    Instant now = clock.instant();
    Turn turn =
        hosts.change(request.host(), state -> state.ask(id, deadline.left(), request.pace(), now));
    return switch (turn) {
      case Turn.Later(Instant at) -> new Visit.Later(at);
      case Turn.Granted(Instant at) when at.isAfter(now) -> {
        await(Duration.between(now, at));
        yield again(request, id, deadline);
      }
      case Turn.Granted granted -> made(request, id, deadline);
    };
  }

  private Visit.Asked again(Request request, String id, Deadline deadline) {
    Instant now = clock.instant();
    Turn turn = hosts.change(request.host(), state -> state.askAgain(id, request.pace(), now));
    return switch (turn) {
      case Turn.Later(Instant at) -> new Visit.Later(at);
      case Turn.Granted granted -> made(request, id, deadline);
    };
  }

  private Visit.Made made(Request request, String id, Deadline deadline) {
    Instant startedAt = clock.instant();
    Fetched fetched = request.fetch().apply(deadline);
    return new Visit.Made(
        request.url(),
        id,
        request.pace(),
        fetched,
        startedAt,
        Duration.between(startedAt, clock.instant()));
  }

  private void await(Duration time) {
    try {
      pause.await(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException("interrupted while waiting for a host's turn", e);
    }
  }

  /// Tells the host how it answered. A request that nobody ends counts until its limit: the page is
  /// worth more than the rest of it.
  ///
  /// @param isTrouble whether what it answered says so
  void ended(Visit.Made made, boolean isTrouble) {
    String host = HttpAddress.host(made.url());
    Answer answer = answer(made, isTrouble);
    Instant now = clock.instant();
    try {
      hosts.change(
          host,
          state ->
              new Change<>(
                  state
                      .began(made.startedAt(), made.pace())
                      .answered(made.request(), answer, made.pace(), now),
                  made));
    } catch (TransientException e) {
      log.fault("what " + host + " answered could not be noted", e);
    }
  }

  private static Answer answer(Visit.Made made, boolean isTrouble) {
    if (made.fetched() instanceof Fetched.Rejected rejected && rejected.trouble().isPresent()) {
      return new Answer.Unwell(rejected.trouble().get().retryAfter());
    }
    return isTrouble ? Answer.Unwell.SILENT : new Answer.Well(made.took());
  }
}
