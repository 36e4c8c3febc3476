package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Run.Status;

class RunTest {
  private static final Origin ORIGIN = Samples.ORIGIN;
  private static final RunHead HEAD =
      new RunHead(
          ORIGIN.run(),
          "films",
          "movies",
          "0a1b2c3d4e5f",
          "https://example.org/",
          at(0),
          Duration.ZERO);
  private static final Task TASK =
      new Task(ORIGIN.run(), "films", "movies", "https://example.org/");

  @Test
  void waitsForItsTaskFirst() {
    Run run = of(List.of());

    assertThat(run.status()).isEqualTo(Status.RUNNING);
    assertThat(run.waitingFor()).isEqualTo(new Run.WaitingFor(List.of(TASK.found()), List.of()));
    assertThat(run.tasks()).isEqualTo(new Run.Tasks(1, 0, 0, Map.of()));
  }

  @Test
  void goesOnUntilNothingOfItCanBeOnItsWayAndIsLateAnHourAfterItsTime() {
    Run running = of(List.of());
    Instant last = HEAD.underWayUntil();

    assertThat(List.of(running.isOpen(at(60)), running.isUnderWay(at(60)))).containsOnly(true);
    assertThat(List.of(running.isOpen(last), running.isUnderWay(last))).containsOnly(false);
    assertThat(running.isOverdue(at(3_600))).isFalse();
    assertThat(running.isOverdue(at(3_601))).isTrue();
  }

  @Test
  void isNeitherOpenNorLateOnceItHasSettled() {
    Run settled = of(List.of(ended(5, 0, 1)), outcome(0, Stage.WRITER, 5, 5, 0, 0, 0, 5));

    assertThat(settled.isFinal()).isTrue();
    assertThat(List.of(settled.isOpen(at(60)), settled.isUnderWay(at(60)))).containsOnly(false);
    assertThat(settled.isOverdue(at(3_601))).isFalse();
  }

  @Test
  void waitsForEachBatchWithoutAnOutcome() {
    Run run = of(List.of(ended(10, 0, 2)), outcome(0, Stage.WRITER, 5, 4, 0, 0, 1, 5));

    assertThat(run.status()).isEqualTo(Status.RUNNING);
    assertThat(run.settledAt()).isEmpty();
    assertThat(run.waitingFor().batches()).containsExactly(new RunParts.BatchKey(ORIGIN.page(), 1));
    assertThat(run.counts()).isEqualTo(new Run.Counts(10, 4, 0, 0, 1));
  }

  @Test
  void waitsForABatchThatWasHandedOn() {
    Run run = of(List.of(ended(5, 0, 1)), outcome(0, Stage.PROCESSOR, 5, 0, 0, 0, 2, 5));

    assertThat(run.waitingFor().batches()).containsExactly(new RunParts.BatchKey(ORIGIN.page(), 0));
    assertThat(run.counts().failed()).isEqualTo(2);
  }

  @Test
  void isSettledWhenEveryBatchIsWhole() {
    Run run =
        of(
            List.of(ended(11, 1, 2)),
            outcome(0, Stage.WRITER, 7, 4, 1, 1, 1, 9),
            outcome(1, Stage.WRITER, 3, 1, 1, 0, 1, 5));

    assertThat(run.status()).isEqualTo(Status.SETTLED);
    assertThat(run.counts()).isEqualTo(new Run.Counts(11, 5, 2, 1, 3));
    assertThat(run.waitingFor()).isEqualTo(Run.WaitingFor.NOTHING);
    assertThat(run.settledAt()).contains(at(9));
    assertThat(run.isFinal()).isTrue();
  }

  @Test
  void aLaterStagesOutcomeStandsBeforeAnEarlierOnes() {
    Outcome givenUp = Outcome.givenUp(batch(0, 5), Stage.SCRAPER, at(2));
    Outcome processed = outcome(0, Stage.PROCESSOR, 5, 0, 0, 0, 2, 3);
    Outcome written = outcome(0, Stage.WRITER, 5, 3, 0, 0, 2, 4);

    for (List<Outcome> order :
        List.of(List.of(givenUp, processed, written), List.of(written, processed, givenUp))) {
      Run run = of(List.of(ended(5, 0, 1)), order.toArray(Outcome[]::new));

      assertThat(run.counts()).isEqualTo(new Run.Counts(5, 3, 0, 0, 2));
      assertThat(run.isFinal()).isTrue();
    }
  }

  @Test
  void isNeverSettledByCountsThatDoNotAddUp() {
    assertThat(of(List.of(ended(6, 0, 1)), outcome(0, Stage.WRITER, 5, 5, 0, 0, 0, 3)).status())
        .isEqualTo(Status.RUNNING);
    assertThat(of(List.of(ended(4, 0, 1)), outcome(0, Stage.WRITER, 5, 5, 0, 0, 0, 3)).status())
        .isEqualTo(Status.RUNNING);
  }

  @Test
  void outcomesOfAPageThatNoEndedTaskNamesCountForNothing() {
    Batch<Row> other =
        new Batch<>(Origins.with(page(), Map.of("page", "01OTHER")), 0, 100, List.of());

    Run run =
        of(
            List.of(ended(5, 0, 1)),
            Outcome.stored(other, Stage.WRITER, 100, 0, 0, at(3)),
            outcome(0, Stage.WRITER, 5, 5, 0, 0, 0, 4));

    assertThat(run.counts()).isEqualTo(new Run.Counts(5, 5, 0, 0, 0));
    assertThat(run.status()).isEqualTo(Status.SETTLED);
  }

  @Test
  void aLoopOfLinksIsNoEndlessRun() {
    Task second = TASK.leadsTo("https://example.org/2", new Work.Rows());
    Leads toSecond = new Leads(List.of(second.found(), TASK.found()), Map.of());
    Leads toFirst = new Leads(List.of(TASK.found()), Map.of());

    Run run =
        of(
            List.of(
                new EndedTask(page(), 0, 0, 0, 1, null, toSecond, at(1)),
                new EndedTask(page(second), 0, 0, 0, 1, null, toFirst, at(2))));

    assertThat(run.tasks()).isEqualTo(new Run.Tasks(2, 2, 0, Map.of()));
    assertThat(run.isFinal()).isTrue();
  }

  @Test
  void linksThatWereNotFollowedAreAddedUp() {
    Task second = TASK.leadsTo("https://example.org/2", new Work.Rows());
    Leads first =
        new Leads(List.of(second.found()), Map.of(NotFollowed.HOST, 2, NotFollowed.PAGES, 1));
    Leads next = new Leads(List.of(), Map.of(NotFollowed.PAGES, 4));

    Run run =
        of(
            List.of(
                new EndedTask(page(), 0, 0, 0, 1, null, first, at(1)),
                new EndedTask(page(second), 0, 0, 0, 1, null, next, at(2))));

    assertThat(run.tasks().notFollowed())
        .isEqualTo(Map.of(NotFollowed.HOST, 2, NotFollowed.PAGES, 5));
  }

  @Test
  void aTaskThatFailedIsCountedAndTheOthersRowsAreToo() {
    Task second = TASK.leadsTo("https://example.org/2", new Work.Rows());
    Leads leads = new Leads(List.of(second.found()), Map.of());

    Run run =
        of(
            List.of(
                new EndedTask(page(), 5, 0, 1, 1, null, leads, at(1)),
                EndedTask.failed(page(second), 1, 1, "the-error", at(2))),
            outcome(0, Stage.WRITER, 5, 5, 0, 0, 0, 3));

    assertThat(run.tasks().failed()).isEqualTo(1);
    assertThat(run.counts()).isEqualTo(new Run.Counts(6, 5, 0, 0, 1));
    assertThat(run.status()).isEqualTo(Status.SETTLED);
    assertThat(run.error()).isEqualTo("the-error");
  }

  @Test
  void aRunOfWhichABatchWasGivenUpIsFinalWhenNothingOfItCanBeUnderWay() {
    Outcome givenUp = Outcome.givenUp(batch(0, 5), Stage.SCRAPER, at(2));
    RunParts parts = new RunParts(HEAD, TASK.found(), List.of(ended(5, 0, 1)), List.of(givenUp));

    assertThat(Run.of(parts, at(10)).status()).isEqualTo(Status.FAILED);
    assertThat(Run.of(parts, at(10)).isFinal()).isFalse();
    assertThat(Run.of(parts, at(1).plus(Run.LONGEST_WAY)).isFinal()).isTrue();
  }

  @Test
  void isUnchangedOnlyWhereEveryRowWas() {
    assertThat(settled(3, 0, 3, 0, 0).status()).isEqualTo(Status.UNCHANGED);
    assertThat(settled(3, 0, 2, 1, 0).status()).isEqualTo(Status.SETTLED);
    assertThat(settled(3, 0, 2, 0, 1).status()).isEqualTo(Status.SETTLED);
  }

  @Test
  void isFailedOnlyWhereEveryRowFailed() {
    assertThat(settled(3, 0, 0, 0, 3).status()).isEqualTo(Status.FAILED);
    assertThat(settled(3, 1, 0, 0, 2).status()).isEqualTo(Status.SETTLED);
  }

  @Test
  void aRunThatWasCancelledBeforeThereWasARowIsSettled() {
    RunNotes cancelled = new RunNotes(Optional.of(at(2)), List.of());

    assertThat(of(cancelled, ended(0, 0, 0)).status()).isEqualTo(Status.SETTLED);
    assertThat(of(cancelled, ended(1, 1, 0)).status()).as("of a bad row").isEqualTo(Status.FAILED);
  }

  @Test
  void aRunThatLeftPagesBecauseItWasCancelledIsNotFailed() {
    Leads left = Leads.none(TASK, NotFollowed.CANCELLED);

    assertThat(of(RunNotes.NONE, ended(3, 3, left)).status()).isEqualTo(Status.SETTLED);
    assertThat(of(RunNotes.NONE, ended(0, 0, left)).status()).isEqualTo(Status.SETTLED);
    assertThat(of(RunNotes.NONE, ended(3, 3, Leads.none(TASK, NotFollowed.TIME))).status())
        .as("for its limit")
        .isEqualTo(Status.FAILED);
  }

  private static EndedTask ended(int found, int failed, Leads leads) {
    return new EndedTask(page(), found, failed, 0, 120, null, leads, at(1));
  }

  @Test
  void aRunWithoutARowIsSettledUnlessAPageFailed() {
    EndedTask failed = EndedTask.failed(page(), 0, 1, "a failure", at(1));

    assertThat(of(RunNotes.NONE, ended(0, 0, 0)).status()).isEqualTo(Status.SETTLED);
    assertThat(of(RunNotes.NONE, failed).status()).isEqualTo(Status.FAILED);
  }

  private static Run of(RunNotes notes, EndedTask ended) {
    return Run.of(new RunParts(HEAD, TASK.found(), List.of(ended), List.of(), notes), at(60));
  }

  @Test
  void theTenLatestScrapesThatWereSkippedAreKept() {
    List<Instant> skipped = IntStream.rangeClosed(1, 12).mapToObj(RunTest::at).toList();

    assertThat(new RunNotes(Optional.empty(), skipped.reversed()).skipped())
        .containsExactlyElementsOf(skipped.subList(2, 12));
  }

  @Test
  void aRunWhosePageFailedIsFailedAndNamesItsError() {
    Run run = of(List.of(EndedTask.failed(page(), 0, 120, "the-error", at(3))));

    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.error()).isEqualTo("the-error");
    assertThat(run.settledAt()).contains(at(3));
    assertThat(run.isFinal()).isTrue();
  }

  @Test
  void aRunOfOnePageHasThatPagesAddress() {
    assertThat(of(List.of()).url()).isEqualTo("https://example.org/");
    assertThat(of(List.of(ended(1, 1, 0))).url()).isEqualTo(ORIGIN.url());
  }

  private static Run settled(int rows, int stored, int unchanged, int stale, int failed) {
    return of(
        List.of(ended(rows, 0, 1)),
        outcome(0, Stage.WRITER, rows, stored, unchanged, stale, failed, 1));
  }

  private static Run of(List<EndedTask> ended, Outcome... outcomes) {
    return Run.of(new RunParts(HEAD, TASK.found(), ended, List.of(outcomes)), at(60));
  }

  private static EndedTask ended(int found, int failed, int batches) {
    return new EndedTask(page(), found, failed, batches, 120, at(1));
  }

  private static Origin page() {
    return page(TASK);
  }

  private static Origin page(Task task) {
    return ORIGIN.ofTask(task.id());
  }

  private static Batch<Row> batch(int number, int rows) {
    return new Batch<>(ORIGIN, number, rows, List.of());
  }

  private static Outcome outcome(
      int batch,
      Stage stage,
      int rows,
      int stored,
      int unchanged,
      int stale,
      int failed,
      int second) {
    return new Outcome(
        ORIGIN.run(),
        ORIGIN.page(),
        batch,
        stage,
        rows,
        stored,
        unchanged,
        stale,
        failed,
        false,
        at(second));
  }

  private static Instant at(int second) {
    return Samples.NOW.plus(Duration.ofSeconds(second));
  }

  @Test
  void aStatusHasANameInLowerCase() {
    assertThat(Run.Status.values())
        .extracting(Run.Status::label)
        .containsExactly("running", "settled", "unchanged", "failed");
  }

  @Test
  void theTasksThatHaveNotEndedAreWaiting() {
    assertThat(new Run.Tasks(7, 5, 1, Map.of()).waiting()).isEqualTo(2);
  }
}
