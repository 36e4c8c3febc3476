package pagestream.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.anotherPage;
import static pagestream.memory.PortSamples.batch;
import static pagestream.memory.PortSamples.ended;
import static pagestream.memory.PortSamples.first;
import static pagestream.memory.PortSamples.head;
import static pagestream.memory.PortSamples.origin;
import static pagestream.memory.PortSamples.stored;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Progress;
import pagestream.pipeline.Run;
import pagestream.pipeline.Run.Counts;
import pagestream.pipeline.Run.Status;
import pagestream.pipeline.Run.Tasks;
import pagestream.pipeline.Run.WaitingFor;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunKind;
import pagestream.pipeline.RunNotes;
import pagestream.pipeline.RunParts.BatchKey;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Runs.Cancel;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.Usage;
import pagestream.pipeline.Work;

/// What every form of [Runs] holds.
public abstract class RunsContract {
  private static final Origin RUN = origin(1);
  private static final TaskState OPEN = new TaskState.Open(Usage.NONE, head(RUN).time());

  /// For longer than any form may take what it has read for true.
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private Instant now = NOON;
  private Runs runs;

  /// Runs of which none has begun.
  protected abstract Runs make(InstantSource clock);

  /// A run of those that were made.
  protected abstract Optional<Run> find(Runs made, String run);

  @BeforeEach
  void use() {
    runs = make(() -> now);
  }

  private Run find() {
    return find(runs, RUN.run()).orElseThrow();
  }

  private void begin(Origin origin) {
    runs.begin(head(origin), first(origin));
  }

  /// A run of one batch, of which nothing is written down but that the scraper is done with it.
  private void scrape(Origin origin, int rows) {
    begin(origin);
    runs.end(ended(origin, rows, 0, 1));
  }

  private static Outcome handedOn(int batch, int rows, int failed) {
    return Outcome.handedOn(batch(RUN, batch, rows), Stage.PROCESSOR, failed, NOON.plusSeconds(2));
  }

  private static Outcome givenUp(Stage stage, int rows) {
    return Outcome.givenUp(batch(RUN, 0, rows), stage, NOON.plusSeconds(2));
  }

  @Test
  void aRunThatHasBegunWaitsForItsTask() {
    begin(RUN);

    assertThat(find())
        .isEqualTo(
            new Run(
                head(RUN),
                RunNotes.NONE,
                new Tasks(1, 0, 0, Map.of()),
                new Progress(0, Optional.empty()),
                new Counts(0, 0, 0, 0, 0),
                new WaitingFor(List.of(first(RUN).found()), List.of()),
                head(RUN).url(),
                0,
                null,
                Optional.empty(),
                false));
    assertThat(find().status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aRunThatHasNotBegunIsNotFoundAndItsOutcomesAreNone() {
    runs.add(stored(RUN, 0, 3));

    for (String run : List.of(RUN.run(), "nobody", "", "x".repeat(2049), "recipes")) {
      assertThat(find(runs, run)).isEmpty();
      assertThat(runs.cancel(run, NOON)).isEqualTo(new Cancel.NoSuchRun());
    }
  }

  @Test
  void theFirstBeginningStandsWhole() {
    begin(RUN);
    Task another = new Task(RUN.run(), "another", "another", "https://example.org/another");
    runs.begin(
        new RunHead(
            RUN.run(),
            "another",
            "another",
            "v2",
            another.url(),
            NOON.plusSeconds(9),
            Duration.ZERO),
        another);

    assertThat(find().head()).isEqualTo(head(RUN));
    assertThat(find().waitingFor().tasks()).containsExactly(first(RUN).found());
    assertThat(runs.isOlderRunOpen(origin("another", 2))).isFalse();
  }

  @Test
  void oneRunBeginsForEachTimeOfAScheduleOfASource() {
    Origin second = origin(2);
    Origin third = origin(3);

    assertThat(runs.hasBegun("a-source", NOON)).isFalse();
    assertThat(runs.begin(head(RUN), first(RUN), NOON)).isTrue();
    assertThat(runs.hasBegun("a-source", NOON)).isTrue();

    assertThat(runs.begin(head(second), first(second), NOON)).isFalse();
    assertThat(find(runs, second.run())).as("no part of it").isEmpty();
    assertThat(runs.state(first(second))).isEmpty();
    assertThat(runs.begin(head(third), first(third), NOON.plusSeconds(60))).isTrue();
    assertThat(runs.hasBegun("another", NOON)).isFalse();
    assertThat(find().head()).isEqualTo(head(RUN));
  }

  @Test
  void aRunBeginsAgainForATimeThatHasBeenGivenBack() {
    runs.begin(head(RUN), first(RUN), NOON);
    runs.giveBack("a-source", NOON, RUN.run());

    assertThat(runs.hasBegun("a-source", NOON)).isFalse();
    assertThat(runs.begin(head(origin(2)), first(origin(2)), NOON)).isTrue();
  }

  @Test
  void aTimeIsGivenBackByTheRunAloneThatBeganForIt() {
    runs.begin(head(RUN), first(RUN), NOON);
    runs.giveBack("a-source", NOON, RUN.run());
    runs.begin(head(origin(2)), first(origin(2)), NOON);

    runs.giveBack("a-source", NOON, RUN.run());

    assertThat(runs.hasBegun("a-source", NOON)).isTrue();
  }

  @Test
  void theFirstEndOfATaskStands() {
    begin(RUN);
    runs.end(ended(RUN, 3, 0, 1));
    runs.end(ended(anotherPage(RUN), 5, 5, 0));

    assertThat(find().tasks()).isEqualTo(new Tasks(1, 1, 0, Map.of()));
    assertThat(find().counts()).isEqualTo(new Counts(3, 0, 0, 0, 0));
    assertThat(find().waitingFor().batches()).containsExactly(new BatchKey(RUN.page(), 0));
  }

  @Test
  void theFirstOutcomeOfABatchAtAStageStands() {
    scrape(RUN, 3);
    runs.add(stored(RUN, 0, 3));
    runs.add(givenUp(Stage.WRITER, 3));

    assertThat(find().counts()).isEqualTo(new Counts(3, 3, 0, 0, 0));
    assertThat(find().isFinal()).isTrue();
  }

  @Test
  void aLaterStagesOutcomeStandsBeforeAnEarlierOnesInWhateverOrderTheyCome() {
    Outcome processed = handedOn(0, 5, 2);
    Outcome written = Outcome.stored(batch(RUN, 0, 5), Stage.WRITER, 3, 0, 0, NOON.plusSeconds(3));

    for (List<Outcome> order : List.of(List.of(processed, written), List.of(written, processed))) {
      use();
      scrape(RUN, 5);
      order.forEach(runs::add);

      assertThat(find().counts()).isEqualTo(new Counts(5, 3, 0, 0, 2));
      assertThat(find().settledAt()).contains(NOON.plusSeconds(3));
    }
  }

  @Test
  void aRunWhosePageFailedIsFailedAndNamesItsError() {
    begin(RUN);
    runs.end(EndedTask.failed(RUN, 0, 12, "the failure", NOON.plusSeconds(1)));

    assertThat(find().status()).isEqualTo(Status.FAILED);
    assertThat(find().error()).isEqualTo("the failure");
    assertThat(find().fetchMillis()).isEqualTo(12);
    assertThat(find().settledAt()).contains(NOON.plusSeconds(1));
  }

  @Test
  void aRunIsSettledWhenEveryRowIsAccountedForAndStaysSo() {
    begin(RUN);
    runs.end(ended(RUN, 11, 1, 2));
    runs.add(Outcome.stored(batch(RUN, 0, 7), Stage.WRITER, 4, 1, 1, NOON.plusSeconds(9)));
    runs.add(Outcome.stored(batch(RUN, 1, 3), Stage.WRITER, 1, 1, 0, NOON.plusSeconds(5)));

    Run settled =
        new Run(
            head(RUN),
            RunNotes.NONE,
            new Tasks(1, 1, 0, Map.of()),
            Progress.settled(head(RUN), 1, NOON.plusSeconds(9)),
            new Counts(11, 5, 2, 1, 3),
            WaitingFor.NOTHING,
            RUN.url(),
            12,
            null,
            Optional.of(NOON.plusSeconds(9)),
            true);
    assertThat(find()).isEqualTo(settled);
    assertThat(find()).as("read again").isEqualTo(settled);
  }

  @Test
  void aRunSaysWhichBatchesItWaitsFor() {
    begin(RUN);
    runs.end(ended(RUN, 12, 0, 4));
    runs.add(stored(RUN, 0, 3));
    runs.add(handedOn(1, 3, 1));
    runs.add(handedOn(3, 3, 3));

    assertThat(find().status()).isEqualTo(Status.RUNNING);
    assertThat(find().waitingFor())
        .isEqualTo(
            new WaitingFor(
                List.of(), List.of(new BatchKey(RUN.page(), 1), new BatchKey(RUN.page(), 2))));
  }

  @Test
  void aRunIsNeverSettledByCountsThatDoNotAddUp() {
    scrape(RUN, 3);
    runs.add(stored(RUN, 0, 4));

    assertThat(find().waitingFor()).isEqualTo(WaitingFor.NOTHING);
    assertThat(find().status()).isEqualTo(Status.RUNNING);
    assertThat(find().isFinal()).isFalse();
  }

  @Test
  void batchesOfAPageThatNoEndedTaskNamesCountForNothing() {
    begin(RUN);
    runs.add(stored(anotherPage(RUN), 0, 100));
    assertThat(find().counts()).isEqualTo(new Counts(0, 0, 0, 0, 0));

    runs.end(ended(RUN, 3, 0, 1));
    runs.add(stored(RUN, 0, 3));

    assertThat(find().counts()).isEqualTo(new Counts(3, 3, 0, 0, 0));
    assertThat(find().status()).isEqualTo(Status.SETTLED);
  }

  @Test
  void theTasksThatAnEndedOneLedToAreTheRunsOwn() {
    begin(RUN);
    Task next = first(RUN).leadsTo("https://example.org/2", new Work.Rows());
    FoundTask found = new TaskMessage(next, 0, NOON.plusSeconds(7)).found();
    Leads leads = new Leads(List.of(found), Map.of(NotFollowed.HOST, 3));
    runs.end(new EndedTask(RUN, 1, 1, 0, 12, null, leads, NOON.plusSeconds(1)));

    assertThat(find().tasks()).isEqualTo(new Tasks(2, 1, 0, Map.of(NotFollowed.HOST, 3)));
    assertThat(find().waitingFor().tasks()).containsExactly(found);
    assertThat(find().status()).isEqualTo(Status.RUNNING);

    runs.end(ended(of(next), 1, 1, 0));

    assertThat(find().tasks()).isEqualTo(new Tasks(2, 2, 0, Map.of(NotFollowed.HOST, 3)));
    assertThat(find().counts()).isEqualTo(new Counts(2, 0, 0, 0, 2));
    assertThat(find().isFinal()).isTrue();
    assertThat(find()).as("read again").isEqualTo(find());
  }

  @Test
  void aTaskThatNoEndedOneLedToCountsForNothing() {
    begin(RUN);
    Task orphan = first(RUN).leadsTo("https://example.org/gone", new Work.Rows());
    runs.end(ended(of(orphan), 5, 5, 0));

    assertThat(find().tasks()).isEqualTo(new Tasks(1, 0, 0, Map.of()));
    assertThat(find().counts()).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  private static Origin of(Task task) {
    return new Origin(
        RUN.run(),
        RUN.source(),
        RUN.recipe(),
        RUN.recipeVersion(),
        task.id(),
        RUN.page() + "-of-" + task.id(),
        task.url(),
        RUN.scrapedAt());
  }

  @Test
  void aTaskIsOpenUntilItHasEnded() {
    assertThat(runs.state(first(RUN))).isEmpty();
    begin(RUN);
    assertThat(runs.state(first(RUN))).contains(OPEN);

    runs.end(ended(RUN, 3, 0, 1));

    assertThat(runs.state(first(RUN))).contains(new TaskState.Ended());
    assertThat(runs.state(first(RUN).leadsTo("https://example.org/2", new Work.Rows())))
        .contains(OPEN);
  }

  @Test
  void pagesAreAdmittedUpToTheLimitOfAllTogether() {
    begin(RUN);
    Task second = first(RUN).leadsTo("https://example.org/2", new Work.Rows());
    Task third = first(RUN).leadsTo("https://example.org/3", new Work.Rows());

    assertThat(runs.admit(first(RUN), 3, 6)).isEqualTo(3);
    assertThat(runs.admit(second, 3, 6)).isEqualTo(2);
    assertThat(runs.admit(third, 3, 6)).isZero();
    assertThat(runs.admit(second, 3, 6)).as("asked again").isEqualTo(2);
    assertThat(runs.admit(first(RUN), 1, 6)).as("asked again").isEqualTo(3);

    begin(origin(2));
    assertThat(runs.admit(first(origin(2)), 9, 6)).as("another run").isEqualTo(5);
  }

  @Test
  void whatPagesBroughtIsAddedUpForTheirRun() {
    begin(RUN);
    begin(origin(2));

    assertThat(runs.use(RUN.run(), new Usage(20, 3_000))).isEqualTo(new Usage(20, 3_000));
    assertThat(runs.use(RUN.run(), new Usage(0, 5_000_000_000L)))
        .isEqualTo(new Usage(20, 5_000_003_000L));

    assertThat(runs.state(first(RUN)))
        .contains(new TaskState.Open(new Usage(20, 5_000_003_000L), Duration.ZERO));
    assertThat(runs.state(first(origin(2)))).contains(OPEN);
    assertThat(find().counts().found()).isZero();
  }

  @Test
  void aPageIsInTheTableOnceAllItsBatchesAre() {
    begin(RUN);
    assertThat(runs.isPageStored(RUN.run(), RUN.page(), 0)).as("no rows").isTrue();

    runs.add(stored(RUN, 0, 3));
    assertThat(runs.isPageStored(RUN.run(), RUN.page(), 1)).isTrue();
    assertThat(runs.isPageStored(RUN.run(), RUN.page(), 2)).as("another batch").isFalse();
    assertThat(runs.isPageStored(RUN.run(), RUN.page() + "2", 1)).as("another page").isFalse();

    runs.add(Outcome.stored(batch(RUN, 1, 3), Stage.WRITER, 2, 0, 0, NOON));
    assertThat(runs.isPageStored(RUN.run(), RUN.page(), 2)).as("a row failed").isFalse();
    Origin stale = anotherPage(RUN);
    runs.add(Outcome.stored(batch(stale, 0, 3), Stage.WRITER, 1, 1, 1, NOON));
    assertThat(runs.isPageStored(RUN.run(), stale.page(), 1)).as("a row was stale").isFalse();
  }

  @Test
  void aBatchIsWholeOnceEachOfItsRowsIsAccountedFor() {
    begin(RUN);
    assertThat(runs.isWhole(batch(RUN, 0, 3))).isFalse();

    runs.add(Outcome.handedOn(batch(RUN, 0, 3), Stage.PROCESSOR, 2, NOON));
    assertThat(runs.isWhole(batch(RUN, 0, 3))).as("a row was handed on").isFalse();
    runs.add(stored(RUN, 0, 3));
    assertThat(runs.isWhole(batch(RUN, 0, 3))).isTrue();

    runs.add(Outcome.handedOn(batch(RUN, 1, 3), Stage.PROCESSOR, 3, NOON));
    assertThat(runs.isWhole(batch(RUN, 1, 3))).as("all failed").isTrue();
  }

  @Test
  void rowsOfAPageThatHasNotChangedAreUnchanged() {
    begin(RUN);

    runs.end(new EndedTask(RUN, 5, 5, 0, 0, 12, null, Leads.NONE, NOON.plusSeconds(1)));

    assertThat(find().counts()).isEqualTo(new Counts(5, 0, 5, 0, 0));
    assertThat(find().status()).isEqualTo(Status.UNCHANGED);
  }

  @Test
  void aRunThatBeginsWithAListHasNoPageYet() {
    Task starts = new Task(RUN.run(), RUN.source(), RUN.recipe(), RUN.url(), 0, new Work.Starts());
    runs.begin(head(RUN), starts);

    assertThat(runs.admit(starts, 4, 6)).isEqualTo(4);
    assertThat(runs.admit(starts.leadsTo("https://example.org/2", new Work.Rows()), 4, 6))
        .isEqualTo(2);
  }

  @Test
  void tasksOfARunThatWasCancelledAreNotToBeWorkedOn() {
    begin(RUN);
    Task next = first(RUN).leadsTo("https://example.org/2", new Work.Rows());
    runs.end(ended(RUN, 3, 0, 1));
    Cancel first = runs.cancel(RUN.run(), NOON.plusSeconds(1));

    assertThat(first).isEqualTo(new Cancel.Done(NOON.plusSeconds(1)));
    assertThat(runs.cancel(RUN.run(), NOON.plusSeconds(2))).as("again").isEqualTo(first);
    assertThat(runs.state(next)).contains(new TaskState.Cancelled());
    assertThat(runs.state(first(RUN))).contains(new TaskState.Ended());
    assertThat(find().notes().cancelledAt()).contains(NOON.plusSeconds(1));
  }

  @Test
  void aRunThatIsKnownToHaveSettledIsNotCancelled() {
    scrape(RUN, 3);
    runs.add(stored(RUN, 0, 3));
    find();

    assertThat(runs.cancel(RUN.run(), NOON.plusSeconds(9)))
        .isEqualTo(new Cancel.Settled(NOON.plusSeconds(2)));
    assertThat(find().notes().cancelledAt()).isEmpty();
  }

  @Test
  void aRunThatSettledAfterItWasCancelledStaysCancelled() {
    scrape(RUN, 3);
    runs.cancel(RUN.run(), NOON.plusSeconds(1));
    runs.add(stored(RUN, 0, 3));
    assertThat(find().isFinal()).isTrue();

    assertThat(runs.cancel(RUN.run(), NOON.plusSeconds(9)))
        .isEqualTo(new Cancel.Done(NOON.plusSeconds(1)));
    assertThat(find().notes().cancelledAt()).contains(NOON.plusSeconds(1));
  }

  @Test
  void aTaskThatEndedWithoutAPageIsReadAsOneThatHadOne() {
    begin(RUN);
    runs.end(ended(Origins.with(RUN, Map.of("recipeVersion", "")), 0, 0, 0));

    assertThat(find().tasks()).isEqualTo(new Tasks(1, 1, 0, Map.of()));
  }

  @Test
  void aRunThatHasSettledStillSaysWhatWasAskedOfIt() {
    begin(RUN);
    runs.cancel(RUN.run(), NOON.plusSeconds(1));
    runs.skip(RUN.run(), NOON.plusSeconds(3));
    runs.skip(RUN.run(), NOON.plusSeconds(2));
    runs.skip(RUN.run(), NOON.plusSeconds(3));
    runs.end(ended(RUN, 1, 1, 0));

    RunNotes asked =
        new RunNotes(
            Optional.of(NOON.plusSeconds(1)), List.of(NOON.plusSeconds(2), NOON.plusSeconds(3)));
    assertThat(find().isFinal()).isTrue();
    assertThat(find().notes()).isEqualTo(asked);
    assertThat(find().notes()).as("read again").isEqualTo(asked);
  }

  @Test
  void theLatestRunOfASourceThatStillRunsIsUnderWay() {
    for (int run = 1; run <= 3; run++) {
      scrape(origin(run), 3);
    }
    runs.add(stored(origin(3), 0, 3));
    assertThat(runs.underWay("a-source", "movies")).contains(origin(2).run());
    assertThat(runs.underWay("a-source", "movies")).as("again").contains(origin(2).run());

    runs.add(stored(origin(2), 0, 3));
    runs.add(stored(RUN, 0, 3));
    assertThat(runs.underWay("a-source", "movies")).isEmpty();
  }

  @Test
  void aRunOfAnotherSourceOrRecipeIsNotUnderWay() {
    begin(RUN);

    assertThat(runs.underWay("another", "movies")).isEmpty();
    assertThat(runs.underWay("a-source", "movie")).isEmpty();
    assertThat(runs.underWay("a-source", "movies")).contains(RUN.run());
  }

  @Test
  void aRunOfWhichABatchWasGivenUpIsNotUnderWay() {
    scrape(RUN, 3);
    runs.add(givenUp(Stage.SCRAPER, 3));

    assertThat(find().isFinal()).isFalse();
    assertThat(runs.underWay("a-source", "movies")).isEmpty();
  }

  @Test
  void aRunThatNeverSettlesIsNotUnderWayForEver() {
    scrape(RUN, 3);

    now = NOON.plus(Run.LONGEST_WAY).minusSeconds(1);
    assertThat(runs.underWay("a-source", "movies")).contains(RUN.run());

    now = NOON.plus(Run.LONGEST_WAY);
    assertThat(runs.underWay("a-source", "movies")).isEmpty();
  }

  @Test
  void aRunIsUnderWayAndOpenForTheTimeThatItMayTakeAndForAsLongAsItsRowsMayBeAfterwards() {
    RunHead usual = head(RUN);
    Duration time = Duration.ofDays(10);
    runs.begin(
        new RunHead(
            usual.run(),
            usual.source(),
            usual.recipe(),
            usual.recipeVersion(),
            usual.url(),
            NOON,
            time),
        first(RUN));

    assertThat(runs.state(first(RUN))).contains(new TaskState.Open(Usage.NONE, time));
    now = NOON.plus(time).plus(Run.LONGEST_WAY).minusSeconds(1);
    assertThat(runs.underWay("a-source", "movies")).contains(RUN.run());
    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();

    now = now.plus(A_WHILE);
    assertThat(runs.underWay("a-source", "movies")).isEmpty();
    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();
  }

  @Test
  void aRunOfWhichABatchWasGivenUpIsFinalWhenNothingOfItCanBeUnderWay() {
    scrape(RUN, 3);
    runs.add(givenUp(Stage.SCRAPER, 3));

    assertThat(find().status()).isEqualTo(Status.FAILED);
    assertThat(find().isFinal()).isFalse();

    now = NOON.plus(Run.LONGEST_WAY);
    assertThat(find().isFinal()).isTrue();
  }

  @Test
  void aBatchThatWasGivenUpAndWentOnAllTheSameCountsAsItEnded() {
    scrape(RUN, 3);
    runs.add(givenUp(Stage.SCRAPER, 3));
    assertThat(find().status()).isEqualTo(Status.FAILED);

    runs.add(handedOn(0, 3, 0));
    assertThat(find().status()).isEqualTo(Status.RUNNING);

    runs.add(stored(RUN, 0, 3));
    assertThat(find().counts()).isEqualTo(new Counts(3, 3, 0, 0, 0));
    assertThat(find().isFinal()).isTrue();
  }

  @Test
  void aBatchHasEndedAtAStageOnceThatStageOrALaterOneSaysSo() {
    assertThat(runs.hasEnded(batch(RUN, 0, 3), Stage.SCRAPER)).isFalse();
    runs.add(handedOn(0, 3, 1));

    assertThat(runs.hasEnded(batch(RUN, 0, 3), Stage.SCRAPER)).isTrue();
    assertThat(runs.hasEnded(batch(RUN, 0, 3), Stage.PROCESSOR)).isTrue();
    assertThat(runs.hasEnded(batch(RUN, 0, 3), Stage.WRITER)).isFalse();
  }

  @Test
  void aBatchHasNotEndedWhereAnotherHas() {
    runs.add(stored(RUN, 11, 3));

    assertThat(runs.hasEnded(batch(RUN, 11, 3), Stage.WRITER)).isTrue();
    assertThat(runs.hasEnded(batch(RUN, 1, 3), Stage.WRITER)).isFalse();
    assertThat(runs.hasEnded(batch(RUN, 110, 3), Stage.WRITER)).isFalse();
    assertThat(runs.hasEnded(batch(anotherPage(RUN), 11, 3), Stage.WRITER)).isFalse();
    assertThat(runs.hasEnded(batch(origin(2), 11, 3), Stage.WRITER)).isFalse();
  }

  @Test
  void anEarlierBatchOfAPageIsOpenUntilAllOfItsRowsAreAccountedFor() {
    assertThat(runs.isEarlierBatchOpen(batch(RUN, 0, 3))).as("there is none").isFalse();
    assertThat(runs.isEarlierBatchOpen(batch(RUN, 2, 3))).isTrue();

    runs.add(stored(RUN, 0, 3));
    runs.add(handedOn(1, 3, 1));
    assertThat(runs.isEarlierBatchOpen(batch(RUN, 1, 3))).isFalse();
    assertThat(runs.isEarlierBatchOpen(batch(RUN, 2, 3))).as("it was handed on").isTrue();
    assertThat(runs.isEarlierBatchOpen(batch(anotherPage(RUN), 1, 3))).isTrue();

    runs.add(stored(RUN, 1, 3));
    assertThat(runs.isEarlierBatchOpen(batch(RUN, 2, 3))).isFalse();
    assertThat(runs.isEarlierBatchOpen(batch(RUN, 3, 3))).isTrue();
  }

  @Test
  void anEarlierBatchThatWasGivenUpMayStillWrite() {
    runs.add(givenUp(Stage.WRITER, 3));

    assertThat(runs.isEarlierBatchOpen(batch(RUN, 1, 3))).isTrue();
  }

  @Test
  void anOlderRunIsOpenUntilItHasSettledAndNeverAgain() {
    scrape(RUN, 3);
    begin(origin(2));
    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();

    now = now.plus(A_WHILE);
    assertThat(runs.isOlderRunOpen(origin(2))).as("still").isTrue();

    runs.add(stored(RUN, 0, 3));
    now = now.plus(A_WHILE);
    assertThat(runs.isOlderRunOpen(origin(2))).as("settled").isFalse();

    begin(RUN);
    runs.end(ended(anotherPage(RUN), 5, 0, 1));
    assertThat(runs.isOlderRunOpen(origin(2))).as("redelivered").isFalse();
  }

  @Test
  void aRunThatWasReadWhenItHadSettledIsNoLongerOpen() {
    scrape(RUN, 3);
    runs.add(stored(RUN, 0, 3));
    assertThat(find().isFinal()).isTrue();

    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();
  }

  @Test
  void aRunIsNotOlderThanItself() {
    begin(origin(2));

    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();
  }

  @Test
  void aRunThatBeganAfterThePageWasWholeIsNotOlder() {
    begin(origin(3));

    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();
  }

  @Test
  void aRunThatBeganBeforeThePageWasWholeIsOlderAlsoWhereItsOwnRunBeganFirst() {
    Origin wholeLast = Origins.with(RUN, Map.of("page", origin(3).page()));
    begin(RUN);
    begin(origin(2));

    assertThat(runs.isOlderRunOpen(wholeLast)).isTrue();
  }

  @Test
  void anotherRecipesRunIsNotOlder() {
    begin(origin("movie", 1));
    begin(origin("movies#2", 1));

    assertThat(runs.isOlderRunOpen(origin("movies", 2))).isFalse();
  }

  @Test
  void aRunOfWhichABatchWasGivenUpStaysOpenUntilNothingOfItCanBeUnderWay() {
    scrape(RUN, 3);
    runs.add(givenUp(Stage.PROCESSOR, 3));

    now = NOON.plus(Run.LONGEST_WAY).minusSeconds(1);
    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();

    now = NOON.plus(Run.LONGEST_WAY).plus(A_WHILE);
    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();
  }

  @Test
  void aRunThatNeverSettlesIsOpenUntilNothingOfItCanBeUnderWay() {
    scrape(RUN, 3);

    now = NOON.plus(Run.LONGEST_WAY).minusSeconds(1);
    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();

    now = NOON.plus(Run.LONGEST_WAY).plus(A_WHILE);
    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();
    assertThat(find().status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void oneOpenRunAmongManyIsFound() {
    for (int run = 1; run <= 5; run++) {
      scrape(origin(run), 3);
    }
    for (int run : List.of(1, 2, 4, 5)) {
      runs.add(stored(origin(run), 0, 3));
    }

    assertThat(runs.isOlderRunOpen(origin(6))).isTrue();
    assertThat(runs.isOlderRunOpen(origin(3))).as("it is the only one").isFalse();
  }

  @Test
  void theLatestScrapeIsTheLatestRunThatHasReadRowsOrMayYet() {
    assertThat(runs.latestScrape("movies")).isEmpty();
    for (int run : List.of(1, 2, 3)) {
      runs.begin(PortSamples.head(origin(run)), PortSamples.first(origin(run)));
    }
    runs.begin(PortSamples.head(origin("another", 4)), PortSamples.first(origin("another", 4)));
    RunHead redrive =
        new RunHead(
            origin(5).run(), "", "movies", "v", "/errors", NOON, Duration.ZERO, RunKind.REDRIVE);
    runs.begin(redrive, PortSamples.first(origin(5)));

    assertThat(runs.latestScrape("movies")).as("it may yet").contains(origin(3).run());
    runs.end(EndedTask.failed(origin(3), 0, 1, "no page", NOON));
    runs.end(PortSamples.ended(origin(2), 2, 0, 1));
    assertThat(runs.latestScrape("movies")).as("3 has read none").contains(origin(2).run());
    runs.add(PortSamples.stored(origin(2), 0, 2));
    assertThat(runs.latestScrape("movies")).as("it has read some").contains(origin(2).run());
  }
}
