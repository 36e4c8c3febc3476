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

  private void ends(Batch<Row> batch, Stage stage) {
    runs.add(Outcome.handedOn(batch, stage, 0, now));
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
    ends(batch(1), Stage.PROCESSOR);
    assertThat(digestion.waitUntil()).as("not at the last stage").isPresent();

    ends(batch(1), Stage.WRITER);
    assertThat(digestion.waitUntil()).isEmpty();
  }

  @Test
  void theNextBatchIsWatchedWhenTheFirstHasEnded() {
    digestion.published(List.of(batch(0)));
    after(Digestion.PATIENCE);
    digestion.published(List.of(batch(1)));
    ends(batch(0), Stage.WRITER);
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
