package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.RunSummary.Status;

class RunSummaryTest {
  @Test
  void isRunningWhileARowIsOnItsWay() {
    RunSummary run = of(10, outcome(0, 4, 3, 1, 1, 5));

    assertThat(run.status()).isEqualTo(Status.RUNNING);
    assertThat(run.settledAt()).isEmpty();
  }

  @Test
  void isRunningBeforeTheFirstOutcome() {
    assertThat(of(1).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void isSettledWhenItsOutcomesAddUpToWhatWasFound() {
    RunSummary run = of(10, outcome(0, 4, 1, 1, 1, 5), outcome(1, 1, 1, 0, 1, 3));

    assertThat(run.status()).isEqualTo(Status.SETTLED);
    assertThat(run.stored()).isEqualTo(5);
    assertThat(run.unchanged()).isEqualTo(2);
    assertThat(run.stale()).isEqualTo(1);
    assertThat(run.failed()).isEqualTo(2);
    assertThat(run.stored() + run.unchanged() + run.stale() + run.failed())
        .isEqualTo(run.head().found());
  }

  @Test
  void settledWithItsLatestOutcomeInWhateverOrderTheyCome() {
    RunSummary run = of(2, outcome(0, 1, 0, 0, 0, 9), outcome(1, 1, 0, 0, 0, 3));

    assertThat(run.settledAt()).contains(at(9));
  }

  @Test
  void isUnchangedOnlyWhereEveryRowWas() {
    assertThat(of(3, outcome(0, 0, 3, 0, 0, 1)).status()).isEqualTo(Status.UNCHANGED);
    assertThat(of(3, outcome(0, 0, 2, 1, 0, 1)).status()).isEqualTo(Status.SETTLED);
    assertThat(of(3, outcome(0, 0, 2, 0, 1, 1)).status()).isEqualTo(Status.SETTLED);
  }

  @Test
  void isFailedOnlyWhereEveryRowFailed() {
    assertThat(of(3, outcome(0, 0, 0, 0, 3, 1)).status()).isEqualTo(Status.FAILED);
    assertThat(of(3, outcome(0, 1, 0, 0, 2, 1)).status()).isEqualTo(Status.SETTLED);
  }

  @Test
  void aRunWhosePageFailedIsFailedFromTheTimeItWasScraped() {
    RunSummary run = of(0);

    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.settledAt()).contains(Samples.ORIGIN.scrapedAt());
  }

  private static RunSummary of(int found, Outcome... outcomes) {
    RunHead head = new RunHead(Samples.ORIGIN, Samples.ORIGIN.scrapedAt(), 120, found, null);
    return RunSummary.of(head, List.of(outcomes));
  }

  private static Outcome outcome(
      int batch, int stored, int unchanged, int stale, int failed, int second) {
    return new Outcome(
        Samples.ORIGIN,
        Stage.WRITER,
        batch,
        stored,
        unchanged,
        stale,
        failed,
        List.of(),
        at(second));
  }

  private static Instant at(int second) {
    return Samples.NOW.plusSeconds(second);
  }
}
