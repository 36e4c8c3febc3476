package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.batch;
import static pagestream.memory.PortSamples.ended;
import static pagestream.memory.PortSamples.first;
import static pagestream.memory.PortSamples.head;
import static pagestream.memory.PortSamples.origin;
import static pagestream.memory.PortSamples.stored;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.EndedTask;
import pagestream.pipeline.FoundTask;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Run;
import pagestream.pipeline.RunHead;
import pagestream.pipeline.RunTask;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskState;
import pagestream.pipeline.TransientException;
import pagestream.pipeline.Usage;
import pagestream.pipeline.Work;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class RunTableIT extends WithTables {
  private static final Origin RUN = origin(1);

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private Instant now = NOON;
  private RunTable runs;

  @BeforeEach
  void use() {
    runs = made.through(new Counted(made.dynamo(), requests)).runs(() -> now);
  }

  private void scrape(Origin origin, int rows) {
    runs.begin(head(origin), first(origin));
    runs.end(ended(origin, rows, 0, 1));
  }

  private void settle(Origin origin, int rows) {
    scrape(origin, rows);
    runs.add(stored(origin, 0, rows));
  }

  private Run find() {
    return runs.find(RUN.run()).flatMap(RunRead::whole).orElseThrow();
  }

  private Map<String, AttributeValue> item(String id, String part) {
    return made.dynamo()
        .getItem(r ->
            r.tableName(made.runTable())
                .key(Map.of("id", AttributeValue.fromS(id), "part", AttributeValue.fromS(part))))
        .item();
  }

  @Test
  void aSettledRunIsReadAsOneItemFromTheSecondTimeOn() {
    settle(RUN, 3);

    Run first = find();
    assertThat(first.isFinal()).isTrue();
    requests.clear();

    assertThat(find()).isEqualTo(first);
    assertThat(requests).containsExactly("GetItem");
  }

  @Test
  void aRunThatIsNotFinalIsSummedAnewEachTime() {
    scrape(RUN, 3);
    find();
    requests.clear();

    find();

    assertThat(requests).containsExactly("GetItem", "Query");
    assertThat(item(RUN.run(), "head")).doesNotContainKey("sums");
  }

  @Test
  void theErrorOfAFailedRunIsKeptWithItsSums() {
    runs.begin(head(RUN), first(RUN));
    runs.end(EndedTask.failed(RUN, 0, 12, "the failure", NOON.plusSeconds(1)));

    Run first = find();
    assertThat(find()).isEqualTo(first);
    assertThat(find().error()).isEqualTo("the failure");
  }

  @Test
  void theTasksOfARunAreReadAlsoWhereItsSumsAreKept() {
    runs.begin(head(RUN), first(RUN));
    Task next = first(RUN).leadsTo("https://example.org/2", new Work.Rows());
    FoundTask found = new TaskMessage(next, 0, NOON.plusSeconds(7)).found();
    Leads leads = new Leads(List.of(found), Map.of(NotFollowed.HOST, 3));
    EndedTask end = new EndedTask(RUN, 1, 1, 0, 12, null, leads, NOON.plusSeconds(1));
    runs.end(end);
    assertThat(tasks(RUN.run()))
        .containsExactly(
            new RunTask(first(RUN).found(), Optional.of(end)),
            new RunTask(found, Optional.empty()));

    EndedTask last = ended(RUN.ofTask(next.id()), 1, 1, 0);
    runs.end(last);
    assertThat(find().isFinal()).isTrue();

    assertThat(tasks(RUN.run()))
        .containsExactly(
            new RunTask(first(RUN).found(), Optional.of(end)),
            new RunTask(found, Optional.of(last)));
  }

  private List<RunTask> tasks(String run) {
    SliceRequest all = new SliceRequest(10, true, Optional.empty());
    return runs.tasks(run, Optional.empty(), all).flatMap(RunRead::whole).orElseThrow().items();
  }

  @Test
  void aTaskOfARunWhoseHeadHasNoTimeIsLimitedByItsSourceAlone() {
    runs.begin(head(RUN), first(RUN));
    made.dynamo()
        .updateItem(r ->
            r.tableName(made.runTable())
                .key(RunItems.key(RUN.run(), RunItems.HEAD))
                .updateExpression("REMOVE " + RunItems.SECONDS));

    assertThat(runs.state(first(RUN))).contains(TaskState.Open.NEW);
  }

  /// The head's attributes are changed, not what its time to live deletes.
  @Test
  void aRunIsNoLongerKnownFromTheMomentItsHeadExpires() {
    settle(RUN, 3);
    Instant expires =
        Instant.ofEpochSecond(Long.parseLong(item(RUN.run(), "head").get("expires").n()));
    made.dynamo()
        .deleteItem(r ->
            r.tableName(made.runTable())
                .key(RunItems.key(RUN.run(), RunItems.outcomesOf(RUN.page(), 0) + "writer")));

    now = expires;
    assertThat(find().status()).as("its outcome is gone").isEqualTo(Run.Status.RUNNING);

    now = expires.plusSeconds(1);
    assertThat(runs.find(RUN.run())).isEmpty();
    assertThat(runs.slice(new SliceRequest(5, false, Optional.empty())).items()).isEmpty();
    assertThat(runs.tasks(RUN.run(), Optional.empty(), new SliceRequest(5, true, Optional.empty())))
        .isEmpty();
  }

  @Test
  void noPartOfARunExpiresBeforeItsHead() {
    settle(RUN, 3);

    long head = Attributes.longNumber(item(RUN.run(), "head"), Attributes.EXPIRES);
    assertThat(
            made.dynamo().scan(r -> r.tableName(made.runTable())).items().stream()
                .filter(part -> Attributes.text(part, RunItems.ID).equals(RUN.run())))
        .hasSize(4)
        .allMatch(part -> Attributes.longNumber(part, Attributes.EXPIRES) >= head);
  }

  private void change(String run, String part, String attribute, AttributeValue value) {
    made.dynamo()
        .updateItem(r ->
            r.tableName(made.runTable())
                .key(RunItems.key(run, part))
                .attributeUpdates(
                    Map.of(
                        attribute,
                        AttributeValueUpdate.builder()
                            .action(AttributeAction.PUT)
                            .value(value)
                            .build())));
  }

  /// Of another version, or written by hand.
  @Test
  void aRunThatCannotBeReadIsListedAsItStandsAmongTheOthers() {
    scrape(RUN, 3);
    scrape(origin(2), 3);
    scrape(origin(3), 3);
    change(RUN.run(), "head", "startedAt", AttributeValue.fromNs(List.of("1", "2")));
    change(origin(2).run(), endOf(origin(2)), "found", AttributeValue.fromS("three"));

    List<RunRead<Run>> read = runs.slice(new SliceRequest(5, false, Optional.empty())).items();

    assertThat(read.getFirst()).isInstanceOf(RunRead.Whole.class);
    assertThat(unreadable(read.get(1)).why())
        .isEqualTo("expected an attribute found of type N, found one of type S");
    assertThat(unreadable(read.get(1)).run()).isEqualTo(origin(2).run());
    assertThat(unreadable(read.getLast()).head())
        .containsEntry("source", "a-source")
        .containsEntry("startedAt", List.of(new BigDecimal("1"), new BigDecimal("2")));
    assertThat(unreadable(runs.find(RUN.run()).orElseThrow()).message())
        .isEqualTo(
            "run %s cannot be read: expected an attribute startedAt of type S, found one of type NS;"
                    .formatted(RUN.run())
                + " see its records and errors instead");
    assertThat(
            runs.tasks(
                origin(2).run(), Optional.empty(), new SliceRequest(5, true, Optional.empty())))
        .get()
        .isInstanceOf(RunRead.Unreadable.class);
  }

  private static String endOf(Origin origin) {
    return RunItems.endOf(origin.task());
  }

  private static RunRead.Unreadable<Run> unreadable(RunRead<Run> read) {
    return switch (read) {
      case RunRead.Unreadable<Run> odd -> odd;
      case RunRead<Run> other -> throw new AssertionError("was read: " + other);
    };
  }

  @Test
  void aRunThatCannotBeReadMayStillWrite() {
    scrape(RUN, 3);
    change(RUN.run(), endOf(RUN), "found", AttributeValue.fromS("three"));

    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();
    assertThat(runs.underWay("a-source", "movies")).contains(RUN.run());
    assertThat(runs.underWay("another", "movies")).isEmpty();
  }

  @Test
  void anOutcomeThatCannotBeReadSaysNothing() {
    scrape(RUN, 3);
    runs.add(stored(RUN, 0, 3));
    assertThat(runs.hasEnded(batch(RUN, 0, 3), Stage.WRITER)).isTrue();
    change(
        RUN.run(),
        RunItems.outcomesOf(RUN.page(), 0) + "writer",
        "stage",
        AttributeValue.fromS("archiver"));

    assertThat(runs.hasEnded(batch(RUN, 0, 3), Stage.WRITER)).isFalse();
    assertThat(runs.isWhole(batch(RUN, 0, 3))).isFalse();
    assertThat(runs.isPageStored(RUN.run(), RUN.page(), 1)).isFalse();
    assertThat(runs.isEarlierBatchOpen(batch(RUN, 1, 3))).isTrue();
  }

  @Test
  void whatDynamoDbNeverTakesIsNoTransientError() {
    runs.begin(head(RUN), first(RUN));
    FoundTask endless = new FoundTask("0a", "https://example.org/" + "a".repeat(500_000));
    EndedTask ended =
        new EndedTask(
            RUN, 1, 1, 0, 12, null, new Leads(List.of(endless), Map.of()), NOON.plusSeconds(1));

    assertThatThrownBy(() -> runs.end(ended))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("PutItem failed: DynamoDB refuses the item: ");
    assertThatThrownBy(() -> runs.use("", new Usage(1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("UpdateItem failed: ");
  }

  @Test
  void aRunThatIsNotThereHasNoTasks() {
    SliceRequest all = new SliceRequest(10, true, Optional.empty());

    assertThat(runs.tasks("nobody", Optional.empty(), all)).isEmpty();
    assertThat(runs.tasks("recipes", Optional.empty(), all)).isEmpty();
  }

  @Test
  void theEndOfATaskThatTheVersionBeforeWroteHasNoTimes() {
    runs.begin(head(RUN), first(RUN));
    Task next = first(RUN).leadsTo("https://example.org/2", new Work.Rows());
    Leads leads = new Leads(List.of(next.found()), Map.of());
    runs.end(new EndedTask(RUN, 1, 1, 0, 12, null, leads, NOON.plusSeconds(1)));

    assertThat(tasks(RUN.run()).getLast().task().notBefore()).isEmpty();
  }

  @Test
  void aRunUnderWayIsFoundAmongTheOpenOnesOfItsRecipeAlone() {
    settle(RUN, 3);
    find();
    scrape(origin(2), 3);
    requests.clear();

    assertThat(runs.underWay("a-source", "movies")).contains(origin(2).run());
    assertThat(requests).containsExactly("Query", "GetItem", "Query");
    requests.clear();

    assertThat(runs.underWay("another", "movies")).isEmpty();
    assertThat(requests).as("no parts are read").containsExactly("Query", "GetItem");
  }

  @Test
  void aMarkThatWasLeftToARunThatHasSettledIsTakenAway() {
    settle(RUN, 3);
    RunTable failing = made.through(new Undeletable(made.dynamo())).runs(() -> now);
    assertThatThrownBy(() -> failing.find(RUN.run())).isInstanceOf(TransientException.class);

    assertThat(runs.underWay("a-source", "movies")).isEmpty();

    assertThat(item("open#movies", RUN.run())).isEmpty();
  }

  @Test
  void aRunIsMarkedAsOpenUntilItIsFinal() {
    scrape(RUN, 3);
    find();
    assertThat(item("open#movies", RUN.run())).isNotEmpty();

    runs.add(stored(RUN, 0, 3));
    find();

    assertThat(item("open#movies", RUN.run())).isEmpty();
  }

  @Test
  void whereTheMarkCannotBeTakenAwayTheSumsSayThatTheRunIsFinal() {
    settle(RUN, 3);
    RunTable failing = made.through(new Undeletable(made.dynamo())).runs(() -> now);
    assertThatThrownBy(() -> failing.find(RUN.run())).isInstanceOf(TransientException.class);

    assertThat(item("open#movies", RUN.run())).isNotEmpty();
    assertThat(find().isFinal()).isTrue();
    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();
  }

  @Test
  void whereNoOlderRunIsOpenOneRequestTells() {
    settle(RUN, 3);
    find();
    runs.begin(head(origin(2)), first(origin(2)));
    requests.clear();

    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();

    assertThat(requests).containsExactly("Query");
  }

  @Test
  void aRunThatIsFoundToHaveSettledLosesItsMarkOnce() {
    settle(RUN, 3);
    requests.clear();

    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();

    assertThat(requests).containsExactly("Query", "GetItem", "Query", "DeleteItem");
    assertThat(item("open#movies", RUN.run())).isEmpty();
    assertThat(item(RUN.run(), "head")).containsKey("sums");
  }

  @Test
  void anOpenRunIsNotReadAgainForEachBatch() {
    scrape(RUN, 3);
    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();
    requests.clear();

    now = NOON.plusSeconds(9);
    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();
    assertThat(requests).containsExactly("Query");
    requests.clear();

    now = NOON.plusSeconds(10);
    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();
    assertThat(requests).containsExactly("Query", "GetItem", "Query");
  }

  @Test
  void aRunIsKeptForFourHundredDaysAndItsMarkAsLongAsItCanBeUnderWay() {
    settle(RUN, 3);

    assertThat(expires(RUN.run(), "head")).isEqualTo(NOON.plus(Duration.ofDays(400)));
    assertThat(expires(RUN.run(), "task#" + RUN.task() + "#found"))
        .isEqualTo(NOON.plus(Duration.ofDays(400)));
    assertThat(expires(RUN.run(), "task#" + RUN.task() + "#ended"))
        .isEqualTo(NOON.plusSeconds(1).plus(Duration.ofDays(400)));
    assertThat(expires(RUN.run(), "outcome#" + RUN.page() + "#00000#writer"))
        .isEqualTo(NOON.plusSeconds(2).plus(Duration.ofDays(400)));
    assertThat(expires("open#movies", RUN.run())).isEqualTo(NOON.plus(Run.LONGEST_WAY));
  }

  @Test
  void aRunIsKeptUntilLongAfterNothingOfItCanBeUnderWay() {
    assertThat(Retention.RUNS).isGreaterThan(RunHead.MAX_TIME.plus(Run.LONGEST_WAY));
  }

  private Instant expires(String id, String part) {
    return Instant.ofEpochSecond(Long.parseLong(item(id, part).get("expires").n()));
  }

  @Test
  void aRunIsKnownToHaveSettledFromWhenItIsReadOn() {
    settle(RUN, 3);
    settle(origin(2), 3);
    runs.find(origin(2).run());
    requests.clear();

    assertThat(runs.cancel(RUN.run(), NOON)).isInstanceOf(Runs.Cancel.Done.class);
    assertThat(runs.cancel(origin(2).run(), NOON)).isInstanceOf(Runs.Cancel.Settled.class);

    assertThat(requests).as("nothing is read").isEmpty();
    assertThat(find().notes().cancelledAt()).contains(NOON);
    assertThat(find().isFinal()).isTrue();
  }

  /// A run with that many parts to be summed: its first task, and the outcomes of its batches.
  private void scrapeParts(Origin origin, int parts) {
    int batches = parts - 2;
    runs.begin(head(origin), first(origin));
    runs.end(ended(origin, batches, 0, batches));
    for (int batch = 0; batch < batches; batch++) {
      runs.add(stored(origin, batch, 1));
    }
  }

  /// The same table, through an engine whose answers have one part each.
  private RunTable inSmallAnswers() {
    return made.through(new Counted(new SmallAnswers(made.dynamo()), requests)).runs(() -> now);
  }

  @Test
  void aRunIsReadUpToALimitAndSaysWhereItIsLarger() {
    SliceRequest all = new SliceRequest(10, true, Optional.empty());
    scrapeParts(origin(1), RunRead.MAX_MEGABYTES - 1);
    scrapeParts(origin(2), RunRead.MAX_MEGABYTES);
    RunTable table = inSmallAnswers();

    assertThat(table.find(origin(1).run())).containsInstanceOf(RunRead.Whole.class);
    assertThat(table.find(origin(2).run()))
        .contains(new RunRead.TooLarge<>(head(origin(2)), Optional.empty()));
    assertThat(table.tasks(origin(2).run(), Optional.empty(), all))
        .containsInstanceOf(RunRead.Whole.class);
    assertThat(requests.size()).as("it stops").isLessThan(2 * RunRead.MAX_MEGABYTES + 20);
  }

  @Test
  void aListOfRunsIsWholeWhereOneOfThemIsTooLargeForIt() {
    scrapeParts(origin(1), RunRead.FEW_MEGABYTES - 1);
    scrapeParts(origin(2), RunRead.FEW_MEGABYTES);
    runs.cancel(origin(2).run(), NOON);

    assertThat(inSmallAnswers().slice(new SliceRequest(5, true, Optional.empty())).items())
        .satisfiesExactly(
            small -> assertThat(rows(small)).isEqualTo(RunRead.FEW_MEGABYTES - 3),
            large ->
                assertThat(large)
                    .isEqualTo(new RunRead.TooLarge<>(head(origin(2)), Optional.of(NOON))));
  }

  @Test
  void aLateRunIsLookedAtWholeHoweverLargeItIsAndHoweverManyThereAre() {
    int late = Parallel.AT_A_TIME + 2;
    IntStream.rangeClosed(1, late)
        .forEach(run -> scrapeParts(origin(run), RunRead.FEW_MEGABYTES + 1));
    runs.begin(head(origin(late + 1)), first(origin(late + 1)));
    now = NOON.plus(Duration.ofDays(2));

    assertThat(inSmallAnswers().overdue()).containsExactly(origin(late + 1).run());
    requests.clear();
    assertThat(inSmallAnswers().overdue()).containsExactly(origin(late + 1).run());
    assertThat(requests.stream().filter("Query"::equals))
        .as("the others are known to have settled")
        .hasSizeLessThan(late);
  }

  @Test
  void allRunsOfAListTogetherAreReadUpToALimit() {
    int runs = Parallel.AT_A_TIME + 2;
    IntStream.rangeClosed(1, runs)
        .forEach(run -> scrapeParts(origin(run), RunRead.FEW_MEGABYTES - 1));

    List<RunRead<Run>> listed =
        inSmallAnswers().slice(new SliceRequest(runs, true, Optional.empty())).items();

    assertThat(listed).hasSize(runs).hasAtLeastOneElementOfType(RunRead.TooLarge.class);
    assertThat(requests.stream().filter("Query"::equals))
        .as("the heads, and the budget with what was under way when it was spent")
        .hasSizeLessThanOrEqualTo(RunRead.MAX_MEGABYTES + Parallel.AT_A_TIME);
  }

  @Test
  void manySmallRunsAreListedWithTheirCounts() {
    IntStream.rangeClosed(1, RunRead.MAX_MEGABYTES + 1).forEach(run -> settle(origin(run), 1));

    assertThat(runs.slice(new SliceRequest(100, true, Optional.empty())).items())
        .hasSize(RunRead.MAX_MEGABYTES + 1)
        .hasOnlyElementsOfType(RunRead.Whole.class);
  }

  @Test
  void aRunThatIsTooLargeForALookCountsAsOpenUntilItsSumsAreKept() {
    scrapeParts(RUN, RunRead.FEW_MEGABYTES);

    assertThat(inSmallAnswers().isOlderRunOpen(origin(2))).isTrue();
    assertThat(item("open#movies", RUN.run())).isNotEmpty();

    find();
    assertThat(inSmallAnswers().isOlderRunOpen(origin(2))).isFalse();
  }

  @Test
  void aRunThatIsTooLargeToBeSummedIsUnderWayUntilNothingOfItCanBe() {
    scrapeParts(RUN, RunRead.MAX_MEGABYTES);

    assertThat(inSmallAnswers().underWay("a-source", "movies")).contains(RUN.run());

    now = NOON.plus(Run.LONGEST_WAY).plusSeconds(1);
    assertThat(inSmallAnswers().underWay("a-source", "movies")).isEmpty();
  }

  @Test
  void aRunThatWaitsForATaskIsNotSummedAgainBeforeThatHasEnded() {
    runs.begin(head(RUN), first(RUN));
    Task soon = first(RUN).leadsTo("https://example.org/2", new Work.Rows());
    Task late = first(RUN).leadsTo("https://example.org/3", new Work.Rows());
    List<FoundTask> found =
        List.of(
            new TaskMessage(late, 0, NOON.plusSeconds(70)).found(),
            new TaskMessage(soon, 0, NOON.plusSeconds(7)).found());
    Leads leads = new Leads(found, Map.of());
    runs.end(new EndedTask(RUN, 1, 1, 0, 12, null, leads, NOON.plusSeconds(1)));
    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();
    runs.end(ended(RUN.ofTask(soon.id()), 1, 1, 0));
    requests.clear();

    now = NOON.plusSeconds(20);
    assertThat(runs.isOlderRunOpen(origin(2))).isTrue();
    assertThat(requests).as("whether the last task has ended").containsExactly("Query", "GetItem");

    runs.end(ended(RUN.ofTask(late.id()), 1, 1, 0));
    now = NOON.plusSeconds(40);
    assertThat(runs.isOlderRunOpen(origin(2))).isFalse();
  }

  @Test
  void aRunThatTakesLongToSumIsSummedLessOften() {
    scrape(RUN, 3);
    DynamoDbClient slow =
        new Delegate(new Counted(made.dynamo(), requests)) {
          @Override
          public QueryResponse query(QueryRequest request) {
            now = now.plusSeconds(1);
            return super.query(request);
          }
        };
    RunTable table = made.through(slow).runs(() -> now);
    assertThat(table.isOlderRunOpen(origin(2))).isTrue();
    requests.clear();

    now = now.plusSeconds(18);
    assertThat(table.isOlderRunOpen(origin(2))).isTrue();
    assertThat(requests).containsExactly("Query");
    assertThat(table.isOlderRunOpen(origin(2))).isTrue();
    assertThat(requests).containsExactly("Query", "Query", "GetItem", "Query");
  }

  @Test
  void countsSumOverMoreOutcomesThanOneAnswerHolds() {
    Origin longPage = withPage("01JRUN" + "p".repeat(900));
    runs.begin(head(longPage), first(longPage));
    runs.end(ended(longPage, 1_500, 0, 750));
    Parallel.map(
        IntStream.range(0, 750).boxed().toList(),
        batch -> {
          runs.add(stored(longPage, batch, 2));
          return batch;
        });
    requests.clear();

    assertThat(find().counts()).isEqualTo(new Run.Counts(1_500, 1_500, 0, 0, 0));
    assertThat(requests)
        .as("750 outcomes of 2 KB are more than the 1 MB that Query answers with")
        .containsSequence("GetItem", "Query", "Query");
    assertThat(find().status()).isEqualTo(Run.Status.SETTLED);
  }

  @Test
  void aRunWhoseMarkIsSeenBeforeItsHeadIsOpenAndKeepsItsMark() {
    scrape(RUN, 3);

    assertThat(withALateHead().isOlderRunOpen(origin(2))).isTrue();
    assertThat(item("open#movies", RUN.run())).isNotEmpty();
    assertThat(withALateHead().underWay("a-source", "movies")).contains(RUN.run());
    assertThat(item("open#movies", RUN.run())).isNotEmpty();
  }

  /// The same table, of which the first head that is read is not there yet.
  private RunTable withALateHead() {
    AtomicBoolean isThere = new AtomicBoolean();
    DynamoDbClient late =
        new Delegate(made.dynamo()) {
          @Override
          public GetItemResponse getItem(GetItemRequest request) {
            return isThere.getAndSet(true)
                ? super.getItem(request)
                : GetItemResponse.builder().build();
          }
        };
    return made.through(late).runs(() -> now);
  }

  @Test
  void openRunsAreSeenOverMoreThanOneAnswerHolds() {
    String prefix = "01JRUN" + "r".repeat(990);
    List<Origin> others =
        IntStream.range(0, 1_100).mapToObj(i -> withRun(prefix + "%04d".formatted(i))).toList();
    Parallel.map(others, this::markOfOld);
    runs.begin(head(withRun(prefix + "9999")), first(withRun(prefix + "9999")));

    assertThat(runs.isOlderRunOpen(withPage("01JRUNz"))).isTrue();
    assertThat(requests)
        .as("1,101 marks of 1 KB are more than the 1 MB that Query answers with")
        .startsWith("Query", "Query");
  }

  /// One that a run left of which nothing can be under way.
  private Object markOfOld(Origin origin) {
    Instant begin = NOON.minus(Run.LONGEST_WAY).minusSeconds(1);
    RunHead head =
        new RunHead(
            origin.run(),
            origin.source(),
            origin.recipe(),
            origin.recipeVersion(),
            origin.url(),
            begin,
            Duration.ZERO);
    return made.dynamo()
        .putItem(r -> r.tableName(made.runTable()).item(OpenRuns.mark(head).item()));
  }

  private static Origin withPage(String page) {
    return Origins.with(RUN, Map.of("page", page));
  }

  private static Origin withRun(String run) {
    return Origins.with(RUN, Map.of("run", run));
  }

  @Test
  void recipesThatARunEverBeganWithAreRememberedOnceEach() {
    for (String recipe : List.of("movies", "books", "movies")) {
      runs.begin(head(origin(recipe, 1)), first(origin(recipe, 1)));
    }

    assertThat(runs.recipes()).containsExactly("books", "movies");
  }

  @Test
  void aRecipeThatCouldNotBeRememberedIsRememberedWithTheNextRun() {
    Unwritable dynamo = new Unwritable(made.dynamo());
    RunTable failing = made.through(dynamo).runs(() -> now);
    assertThatThrownBy(() -> failing.begin(head(RUN), first(RUN)))
        .isInstanceOf(TransientException.class);
    assertThat(failing.recipes()).isEmpty();

    dynamo.answers = true;
    failing.begin(head(RUN), first(RUN));

    assertThat(failing.recipes()).containsExactly("movies");
  }

  @Test
  void runsAreListedNewestFirstSliceBySlice() {
    for (int i = 1; i <= 7; i++) {
      settle(origin(i), i);
    }

    List<Integer> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Slice<RunRead<Run>> slice = runs.slice(new SliceRequest(3, false, cursor));
      assertThat(slice.items()).hasSizeLessThanOrEqualTo(3);
      slice.items().forEach(run -> found.add(rows(run)));
      cursor = slice.next();
    } while (cursor.isPresent());

    assertThat(found).containsExactly(7, 6, 5, 4, 3, 2, 1);
    assertThat(runs.slice(new SliceRequest(2, true, Optional.empty())).items())
        .extracting(RunTableIT::rows)
        .containsExactly(1, 2);
  }

  private static int rows(RunRead<Run> run) {
    return run.whole().orElseThrow().counts().stored();
  }

  @Test
  void aCursorOfAnotherOrderIsRefused() {
    IntStream.rangeClosed(1, 3).forEach(i -> settle(origin(i), 1));
    Optional<String> next = runs.slice(new SliceRequest(1, false, Optional.empty())).next();

    assertThat(next).isPresent();
    assertThatThrownBy(() -> runs.slice(new SliceRequest(1, true, next)))
        .isInstanceOf(InvalidCursorException.class);
  }

  @Test
  void anUnreachableTableIsATransientError() throws IOException {
    try (DynamoDbClient nobody = Tables.client(RecordTableIT.closedPort()).build()) {
      RunTable unreachable = made.through(nobody).runs(() -> now);

      assertThatThrownBy(() -> unreachable.begin(head(RUN), first(RUN)))
          .isInstanceOf(TransientException.class);
      assertThatThrownBy(() -> unreachable.end(ended(RUN, 1, 0, 1)))
          .isInstanceOf(TransientException.class);
      assertThatThrownBy(() -> unreachable.add(stored(RUN, 0, 1)))
          .isInstanceOf(TransientException.class);
      assertThatThrownBy(() -> unreachable.find("any")).isInstanceOf(TransientException.class);
      assertThatThrownBy(() -> unreachable.hasEnded(batch(RUN, 0, 1), Stage.WRITER))
          .isInstanceOf(TransientException.class);
      assertThatThrownBy(() -> unreachable.underWay("a-source", "movies"))
          .isInstanceOf(TransientException.class);
      assertThatThrownBy(() -> unreachable.isOlderRunOpen(RUN))
          .isInstanceOf(TransientException.class);
    }
  }

  @Test
  void aRunThatCannotBeginIsATransientErrorAndNotOneThatHasBegun() {
    RunTable conflicting = made.through(new Conflicting(made.dynamo())).runs(() -> now);

    assertThatThrownBy(() -> conflicting.begin(head(RUN), first(RUN)))
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("TransactWriteItems failed: ");
  }

  /// Says what is read and deleted.
  private static final class Counted extends Delegate {
    private final List<String> requests;

    Counted(DynamoDbClient delegate, List<String> requests) {
      super(delegate);
      this.requests = requests;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      assertThat(request.consistentRead()).isTrue();
      requests.add("GetItem");
      return super.getItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      assertThat(request.indexName() != null || request.consistentRead()).isTrue();
      requests.add("Query");
      return super.query(request);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
      requests.add("DeleteItem");
      return super.deleteItem(request);
    }
  }

  private static final class Unwritable extends Delegate {
    private boolean answers;

    Unwritable(DynamoDbClient delegate) {
      super(delegate);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      if (!answers) {
        throw SdkClientException.create("no answer");
      }
      return super.putItem(request);
    }
  }

  /// Another transaction is writing the same items.
  private static final class Conflicting extends Delegate {
    Conflicting(DynamoDbClient delegate) {
      super(delegate);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      throw TransactionCanceledException.builder()
          .message("cancelled")
          .cancellationReasons(
              CancellationReason.builder().code("TransactionConflict").build(),
              CancellationReason.builder().code("None").build())
          .build();
    }
  }

  private static final class Undeletable extends Delegate {
    Undeletable(DynamoDbClient delegate) {
      super(delegate);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
      throw SdkClientException.create("no answer");
    }
  }
}
