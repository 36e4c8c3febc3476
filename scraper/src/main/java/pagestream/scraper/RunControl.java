package pagestream.scraper;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import pagestream.catalog.Source;
import pagestream.pipeline.Run;
import pagestream.pipeline.Runs;

/// What is asked of runs that are under way.
final class RunControl {
  private final Runs runs;
  private final InstantSource clock;

  RunControl(Runs runs, InstantSource clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /// What became of cancelling a run.
  sealed interface Cancel {
    /// It stops, whoever cancelled it first.
    record Done(Run run, Instant at) implements Cancel {}

    /// It had settled without being cancelled.
    record Settled(Instant at) implements Cancel {}

    record NoSuchRun() implements Cancel {}
  }

  /// The pages that are under way are still read. Those that wait end without being fetched, each
  /// when the queue delivers its task.
  Cancel cancel(String id) {
    Optional<Run> found = runs.find(id);
    if (found.isEmpty()) {
      return new Cancel.NoSuchRun();
    }
    Run run = found.get();
    Optional<Instant> cancelledAt = run.requests().cancelledAt();
    if (cancelledAt.isPresent()) {
      return new Cancel.Done(run, cancelledAt.get());
    }
    if (run.settledAt().isPresent()) {
      return new Cancel.Settled(run.settledAt().get());
    }
    Instant now = clock.instant();
    runs.cancel(id, now);
    return new Cancel.Done(run, now);
  }

  /// Whether a scheduled scrape of a source is to be skipped: a run of it is still under way, whose
  /// id is returned and which says so from then on. No schedule is finer than a minute, so an event
  /// that is delivered twice is one scrape that is skipped.
  Optional<String> skip(Source source) {
    Optional<String> underWay = runs.underWay(source.name(), source.recipe());
    underWay.ifPresent(run -> runs.skip(run, clock.instant().truncatedTo(ChronoUnit.MINUTES)));
    return underWay;
  }
}
