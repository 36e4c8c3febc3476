package pagestream.scraper;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import pagestream.catalog.Source;
import pagestream.pipeline.Log;
import pagestream.pipeline.Runs;
import pagestream.timing.Deadline;

/// Scrapes sources at the times of their schedules: once for each time, however often its event is
/// delivered, and not while a run of the source still goes on.
final class Schedules {
  private final Scrapes scrapes;
  private final Runs runs;
  private final InstantSource clock;
  private final Log log;

  Schedules(Scrapes scrapes, Runs runs, InstantSource clock, Log log) {
    this.scrapes = scrapes;
    this.runs = runs;
    this.clock = clock;
    this.log = log;
  }

  /// @param scheduledAt the time of the schedule; empty where the event does not say so, and each
  ///   event is a scrape
  void scrape(Source source, Optional<Instant> scheduledAt, Deadline deadline) {
    if (scheduledAt.filter(time -> runs.hasBegun(source.name(), time)).isPresent()) {
      log.info(leftOut(source, scheduledAt.get()));
      return;
    }
    runs.underWay(source.name(), source.recipe())
        .ifPresentOrElse(
            run -> skip(source, run, scheduledAt.orElseGet(this::thisMinute)),
            () -> begin(source, scheduledAt, deadline));
  }

  private static String leftOut(Source source, Instant scheduledAt) {
    return "source %s: left out, because a run has begun for %s"
        .formatted(source.name(), scheduledAt);
  }

  /// No schedule is finer than a minute, so an event without a time that is delivered twice is one
  /// scrape that is skipped.
  private Instant thisMinute() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES);
  }

  /// The run says so from then on.
  private void skip(Source source, String run, Instant at) {
    runs.skip(run, at);
    log.about(Map.of("run", run))
        .info("source %s: skipped, because run %s still goes on".formatted(source.name(), run));
  }

  /// A scrape that failed is an exception, so that Lambda tries it again and an alarm sees it.
  private void begin(Source source, Optional<Instant> scheduledAt, Deadline deadline) {
    Optional<ScrapeResult.Ended> ended =
        scheduledAt
            .map(time -> scrapes.scrape(source, time, deadline))
            .orElseGet(() -> Optional.of(scrapes.scrape(source, deadline)));
    if (ended.isEmpty()) {
      log.info(leftOut(source, scheduledAt.orElseThrow()));
    } else if (ended.get() instanceof ScrapeResult.Failed failed) {
      throw new ScrapeFailedException(source.name(), failed.why());
    } else {
      ended.get().in(log).info(ended.get().line());
    }
  }
}
