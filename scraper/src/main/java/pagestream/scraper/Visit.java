package pagestream.scraper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import pagestream.fetching.Fetched;
import pagestream.pacing.Pace;

/// What became of wanting a page.
sealed interface Visit {
  /// There is an answer, or something in its place.
  sealed interface Done extends Visit {
    Fetched fetched();

    Instant startedAt();
  }

  /// What became of wanting to ask a host.
  sealed interface Asked extends Visit {}

  /// The host was asked. It is still to be told how it answered, see [Visits#ended].
  ///
  /// @param request its name at the host
  /// @param startedAt when the request began
  record Made(URI url, String request, Pace pace, Fetched fetched, Instant startedAt, Duration took)
      implements Done, Asked {}

  /// The page was not asked for, because of what robots.txt says, or because it cannot be had now.
  record Refused(Fetched.Rejected fetched, Instant startedAt) implements Done {}

  /// The host must not be asked before that time, which has been reserved.
  record Later(Instant at) implements Asked {}
}
