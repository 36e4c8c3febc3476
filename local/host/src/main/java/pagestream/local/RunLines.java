package pagestream.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;

/// What the terminal says of runs.
final class RunLines {
  private RunLines() {}

  /// How far a run is: `books: 120 of 640 known pages, 110 rows, 14 pages/s, about 40 s left`.
  static String underWay(Run run, Instant now) {
    String line =
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d known pages, %s, %s",
            name(run.head()),
            run.tasks().ended(),
            run.tasks().found(),
            count(run.counts().found(), "row"),
            rate(run.progress().pagesPerMinute()));
    return line
        + run.progress()
            .estimatedAt()
            .map(end -> ", about " + text(Duration.between(now, end)) + " left")
            .orElse("");
  }

  /// A redrive may be of several sources.
  private static String name(RunHead head) {
    return switch (head.kind()) {
      case SCRAPE -> head.source();
      case REDRIVE -> "redrive of " + head.recipe();
    };
  }

  private static String rate(double pagesPerMinute) {
    return pagesPerMinute >= 60
        ? String.format(Locale.ROOT, "%.0f pages/s", pagesPerMinute / 60)
        : String.format(Locale.ROOT, "%.0f pages/min", pagesPerMinute);
  }

  /// What became of a run that has settled.
  static String settled(Run run, Instant at) {
    String line =
        String.format(
            Locale.ROOT,
            "%s: run %s %s after %s: %s, %s: %,d stored, %,d unchanged, %,d stale, %,d failed",
            name(run.head()),
            run.head().run(),
            run.notes().cancelledAt().isPresent() ? "cancelled, settled" : run.status().label(),
            text(Duration.between(run.head().startedAt(), at)),
            count(run.tasks().ended(), "page"),
            count(run.counts().found(), "row"),
            run.counts().stored(),
            run.counts().unchanged(),
            run.counts().stale(),
            run.counts().failed());
    int links = run.tasks().notFollowed().values().stream().mapToInt(Integer::intValue).sum();
    return line
        + (run.tasks().failed() == 0 ? "" : "; " + count(run.tasks().failed(), "page") + " failed")
        + (links == 0 ? "" : "; " + count(links, "link") + " not followed");
  }

  static String count(int number, String what) {
    return String.format(Locale.ROOT, number == 1 ? "%,d %s" : "%,d %ss", number, what);
  }

  /// In the largest unit of which there are two.
  private static String text(Duration time) {
    if (time.toSeconds() < 10) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, time.toMillis()) / 1_000.0);
    }
    if (time.toMinutes() < 2) {
      return time.toSeconds() + " s";
    }
    return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
  }
}
