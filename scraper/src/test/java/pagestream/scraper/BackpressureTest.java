package pagestream.scraper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.memory.InMemoryRuns;
import pagestream.pipeline.Batch;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Row;
import pagestream.pipeline.Stage;

class BackpressureTest {
  private Instant now = ScraperIT.NOW;
  private final InMemoryRuns runs = new InMemoryRuns(() -> now);
  private final Backpressure backpressure = new Backpressure(runs, () -> now);

  private static Batch<Row> batch(int number) {
    Origin origin =
        new Origin(
            "run1", "books", "books", "1", "task1", "page1", "https://example.org/", ScraperIT.NOW);
    return new Batch<>(origin, number, 3, List.of());
  }

  private void isStored(Batch<Row> batch) {
    runs.add(Outcome.stored(batch, Stage.WRITER, batch.rows(), 0, 0, now));
  }

  private void after(Duration time) {
    now = now.plus(time);
  }

  @Test
  void nothingWaitsBeforeSomethingIsPublished() {
    backpressure.published(List.of());
    after(Duration.ofDays(1));

    assertThat(backpressure.waitUntil()).isEmpty();
  }

  @Test
  void tasksWaitForABatchThatTakesLong() {
    backpressure.published(List.of(batch(0), batch(1)));
    assertThat(backpressure.waitUntil()).isEmpty();

    after(Backpressure.PATIENCE);
    assertThat(backpressure.waitUntil()).contains(now.plus(Backpressure.PAUSE));
    runs.add(Outcome.handedOn(batch(1), Stage.PROCESSOR, 2, now));
    assertThat(backpressure.waitUntil()).as("a row was handed on").isPresent();

    isStored(batch(1));
    assertThat(backpressure.waitUntil()).isEmpty();
  }

  @Test
  void aBatchOfWhichNoRowIsLeftIsNotWaitedFor() {
    backpressure.published(List.of(batch(0)));
    after(Backpressure.PATIENCE);
    runs.add(Outcome.handedOn(batch(0), Stage.PROCESSOR, 3, now));

    assertThat(backpressure.waitUntil()).isEmpty();
  }

  @Test
  void theNextBatchIsWatchedWhenTheFirstHasEnded() {
    backpressure.published(List.of(batch(0)));
    after(Backpressure.PATIENCE);
    backpressure.published(List.of(batch(1)));
    isStored(batch(0));
    assertThat(backpressure.waitUntil()).isEmpty();

    after(Backpressure.PATIENCE);
    assertThat(backpressure.waitUntil()).as("the second was not watched").isEmpty();
    backpressure.published(List.of(batch(2)));
    after(Backpressure.PATIENCE);
    assertThat(backpressure.waitUntil()).isPresent();
  }

  @Test
  void aBatchThatMayNeverEndIsWaitedForNoLonger() {
    backpressure.published(List.of(batch(0)));
    after(Backpressure.LONGEST.minusSeconds(1));
    assertThat(backpressure.waitUntil()).isPresent();

    after(Duration.ofSeconds(1));
    assertThat(backpressure.waitUntil()).isEmpty();
  }
}
