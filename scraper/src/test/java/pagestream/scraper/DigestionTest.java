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

class DigestionTest {
  private Instant now = ScraperIT.NOW;
  private final InMemoryRuns runs = new InMemoryRuns(() -> now);
  private final Digestion digestion = new Digestion(runs, () -> now);

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
    digestion.published(List.of());
    after(Duration.ofDays(1));

    assertThat(digestion.waitUntil()).isEmpty();
  }

  @Test
  void tasksWaitForABatchThatTakesLong() {
    digestion.published(List.of(batch(0), batch(1)));
    assertThat(digestion.waitUntil()).isEmpty();

    after(Digestion.PATIENCE);
    assertThat(digestion.waitUntil()).contains(now.plus(Digestion.PAUSE));
    runs.add(Outcome.handedOn(batch(1), Stage.PROCESSOR, 2, now));
    assertThat(digestion.waitUntil()).as("a row was handed on").isPresent();

    isStored(batch(1));
    assertThat(digestion.waitUntil()).isEmpty();
  }

  @Test
  void aBatchOfWhichNoRowIsLeftIsNotWaitedFor() {
    digestion.published(List.of(batch(0)));
    after(Digestion.PATIENCE);
    runs.add(Outcome.handedOn(batch(0), Stage.PROCESSOR, 3, now));

    assertThat(digestion.waitUntil()).isEmpty();
  }

  @Test
  void theNextBatchIsWatchedWhenTheFirstHasEnded() {
    digestion.published(List.of(batch(0)));
    after(Digestion.PATIENCE);
    digestion.published(List.of(batch(1)));
    isStored(batch(0));
    assertThat(digestion.waitUntil()).isEmpty();

    after(Digestion.PATIENCE);
    assertThat(digestion.waitUntil()).as("the second was not watched").isEmpty();
    digestion.published(List.of(batch(2)));
    after(Digestion.PATIENCE);
    assertThat(digestion.waitUntil()).isPresent();
  }

  @Test
  void aBatchThatMayNeverEndIsWaitedForNoLonger() {
    digestion.published(List.of(batch(0)));
    after(Digestion.LONGEST.minusSeconds(1));
    assertThat(digestion.waitUntil()).isPresent();

    after(Duration.ofSeconds(1));
    assertThat(digestion.waitUntil()).isEmpty();
  }
}
