package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import pagestream.catalog.HttpAddress;
import pagestream.fetching.Fetched;
import pagestream.fetching.Fetcher;
import pagestream.pacing.Answer;
import pagestream.pacing.Change;
import pagestream.pacing.Hosts;
import pagestream.pacing.Pace;
import pagestream.pacing.Turn;
import pagestream.pipeline.Log;
import pagestream.pipeline.TransientException;
import pagestream.timing.Deadline;

/// Fetches pages in turn with everybody else who asks their hosts.
final class Visits {
  private final Hosts hosts;
  private final Fetcher fetcher;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final Pause pause;
  private final Log log;

  /// Waits for a time; that of a thread, or of a test.
  @FunctionalInterface
  interface Pause {
    void await(Duration time) throws InterruptedException;
  }

  /// @param ids ULIDs
  Visits(
      Hosts hosts,
      Fetcher fetcher,
      Supplier<String> ids,
      InstantSource clock,
      Pause pause,
      Log log) {
    this.hosts = hosts;
    this.fetcher = fetcher;
    this.ids = ids;
    this.clock = clock;
    this.pause = pause;
    this.log = log;
  }

  /// What became of wanting a page.
  sealed interface Visit {
    /// The host was asked. It is still to be told how it answered, see [Visits#ended].
    ///
    /// @param request its name at the host
    /// @param startedAt when the request began
    record Made(
        URI url, String request, Pace pace, Fetched fetched, Instant startedAt, Duration took)
        implements Visit {

      /// What the answer says of the host's health, unless the page says more.
      Answer answer() {
        return fetched instanceof Fetched.Rejected rejected && rejected.trouble().isPresent()
            ? new Answer.Unwell(rejected.trouble().get().retryAfter())
            : new Answer.Well(took);
      }
    }

    /// The host must not be asked before that time, which has been reserved.
    record Later(Instant at) implements Visit {}
  }

  /// At once, whoever's turn it is: somebody waits for the answer.
  Visit.Made now(URI url, List<String> types, Pace pace, Deadline deadline) {
    return made(url, ids.get(), types, pace, deadline);
  }

  Visit inTurn(URI url, List<String> types, Pace pace, Deadline deadline) {
    String request = ids.get();
    Instant now = clock.instant();
    Turn turn =
        hosts.change(
            HttpAddress.host(url), state -> state.ask(request, deadline.left(), pace, now));
    return switch (turn) {
      case Turn.Later(Instant at) -> new Visit.Later(at);
      case Turn.Granted(Instant at) -> {
        await(Duration.between(now, at));
        yield made(url, request, types, pace, deadline);
      }
    };
  }

  private Visit.Made made(
      URI url, String request, List<String> types, Pace pace, Deadline deadline) {
    Instant startedAt = clock.instant();
    Fetched fetched = fetcher.fetch(url, types, deadline);
    return new Visit.Made(
        url, request, pace, fetched, startedAt, Duration.between(startedAt, clock.instant()));
  }

  private void await(Duration time) {
    try {
      if (time.isPositive()) {
        pause.await(time);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException("interrupted while waiting for a host's turn", e);
    }
  }

  /// Ends a visit, when its page has been read: a block page looks like any other until then. A
  /// request that nobody ends counts until its limit: the page is worth more than the rest of it.
  void ended(Visit.Made made, Answer answer) {
    String host = HttpAddress.host(made.url());
    Instant now = clock.instant();
    try {
      hosts.change(
          host,
          state -> new Change<>(state.answered(made.request(), answer, made.pace(), now), made));
    } catch (TransientException e) {
      log.fault("what " + host + " answered could not be noted", e);
    }
  }
}
