package pagestream.scraper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pagestream.pipeline.Batch;
import pagestream.pipeline.Row;
import pagestream.pipeline.Runs;

/// Whether the stages after the scraper keep up with it. Of what this process publishes, it watches
/// one batch at a time until each of its rows is stored or has failed. If that takes too long, no
/// further page is fetched for a while.
final class Backpressure {
  /// How long a batch may be on its way before tasks wait.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /// How long a task waits each time.
  static final Duration PAUSE = Duration.ofSeconds(15);

  /// A batch that takes longer may never end; its run says so.
  static final Duration LONGEST = Duration.ofMinutes(15);

  /// @param batch without its entries
  private record Watched(Batch<Row> batch, Instant since) {}

  private final Runs runs;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Watched> watched = new AtomicReference<>();

  Backpressure(Runs runs, InstantSource clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /// These batches are on their way.
  void published(List<Batch<Row>> batches) {
    if (!batches.isEmpty()) {
      watched.compareAndSet(null, new Watched(batches.getLast().with(List.of()), clock.instant()));
    }
  }

  /// When a task may be worked on, if not now.
  Optional<Instant> waitUntil() {
    Instant now = clock.instant();
    Watched one = watched.get();
    if (one == null || now.isBefore(one.since().plus(PATIENCE))) {
      return Optional.empty();
    }
    if (now.isBefore(one.since().plus(LONGEST)) && !runs.isWhole(one.batch())) {
      return Optional.of(now.plus(PAUSE));
    }
    watched.compareAndSet(one, null);
    return Optional.empty();
  }
}
