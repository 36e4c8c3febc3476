package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import pagestream.catalog.HttpAddress;
import pagestream.fetching.Fetched;
import pagestream.pacing.Answer;
import pagestream.pacing.Change;
import pagestream.pacing.Hosts;
import pagestream.pacing.Pace;
import pagestream.pipeline.Log;
import pagestream.pipeline.TransientException;
import pagestream.timing.Deadline;
import pagestream.timing.Pause;

/// Makes requests in turn with everybody else who asks their hosts.
final class Requests {
  /// What a request has at least, its turn included. With less, whatever its host answered would
  /// look like a fault of the host.
  private static final Duration LEAST_TIME = Duration.ofSeconds(5);

  private final Hosts hosts;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final Pause pause;
  private final Log log;

  /// What became of wanting to ask a host.
  sealed interface Outcome {}

  /// The host was asked. It is still to be told how it answered, see [#ended].
  ///
  /// @param id its name at the host
  /// @param startedAt when it began
  record Made(Request request, String id, Fetched fetched, Instant startedAt, Duration took)
      implements Outcome {}

  /// The host must not be asked before that time, which has been reserved.
  record Later(Instant at) implements Outcome {}

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
  Made now(Request request, Deadline deadline) {
    return made(request, ids.get(), deadline);
  }

  /// When its host may be asked, if that is soon and leaves time for it.
  Outcome inTurn(Request request, Deadline deadline) {
    if (deadline.left().compareTo(LEAST_TIME) < 0) {
      return new Later(clock.instant());
    }
    String id = ids.get();
    Optional<Instant> later = new AwaitedTurn(request, id, deadline, hosts, clock, pause).await();
    return later.isPresent() ? new Later(later.get()) : made(request, id, deadline);
  }

  private Made made(Request request, String id, Deadline deadline) {
    Instant startedAt = clock.instant();
    Fetched fetched = request.fetch().apply(deadline);
    return new Made(request, id, fetched, startedAt, Duration.between(startedAt, clock.instant()));
  }

  /// Tells the host how it answered. A request that nobody ends counts until its limit: the page is
  /// worth more than the rest of it.
  ///
  /// @param isTrouble whether what it answered says so
  void ended(Made made, boolean isTrouble) {
    Request request = made.request();
    Answer answer = answer(made, isTrouble);
    Instant now = clock.instant();
    try {
      hosts.change(
          request.host(),
          state ->
              new Change<>(
                  state
                      .began(made.startedAt(), request.pace())
                      .answered(made.id(), answer, request.pace(), now),
                  made));
    } catch (TransientException e) {
      log.fault("what " + request.host() + " answered could not be noted", e);
    }
  }

  private static Answer answer(Made made, boolean isTrouble) {
    if (made.fetched() instanceof Fetched.Rejected rejected && rejected.trouble().isPresent()) {
      return new Answer.Unwell(rejected.trouble().get().retryAfter());
    }
    return isTrouble ? Answer.Unwell.SILENT : new Answer.Well(made.took());
  }
}
