package pagestream.scraper;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import pagestream.catalog.Source;
import pagestream.pipeline.Runs;

/// What is asked of runs that are under way.
final class RunControl {
  private final Runs runs;
  private final InstantSource clock;

  RunControl(Runs runs, InstantSource clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /// The pages that are under way are still read. Those that wait end without being fetched, each
  /// when the queue delivers its task.
  Runs.Cancel cancel(String run) {
    return runs.cancel(run, clock.instant());
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
