package pagestream.scraper;

import java.time.Instant;
import pagestream.fetching.Fetched;
import pagestream.fetching.Hop;

/// What became of wanting a page.
sealed interface Visit {
  /// There is an answer, or something in its place.
  sealed interface Done extends Visit {
    Fetched.Ended fetched();

    Instant startedAt();
  }

  /// The page's host was asked. It is still to be told how it answered, see [Visits#ended].
  record Asked(Requests.Made made, Fetched.Ended fetched) implements Done {
    @Override
    public Instant startedAt() {
      return made.startedAt();
    }
  }

  /// The page was not asked for, because of what robots.txt says, or because it cannot be had now.
  record Refused(Fetched.Rejected fetched, Instant startedAt) implements Done {}

  /// The host must not be asked before that time, which has been reserved.
  ///
  /// @param hop where it is to be asked for then
  record Later(Instant at, Hop hop) implements Visit {}
}
