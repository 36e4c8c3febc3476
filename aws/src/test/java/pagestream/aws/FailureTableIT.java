package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.failure;
import static pagestream.memory.PortSamples.origin;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.memory.PortSamples;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Filter;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.Selection;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StreamRecord;
import pagestream.pipeline.TransientException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

class FailureTableIT extends WithTables {
  private static final Selection ALL = Selection.of(Map.of());

  private FailureTable failures;

  @BeforeEach
  void use() {
    failures = made.failures();
  }

  @Test
  void aFailureIsOpenUnderItsTaskStageAndPosition() {
    failures.keep(List.of(failure(origin(1), Stage.PROCESSOR, 3, Reason.VALUE_INVALID)));

    assertThat(find(task(1) + "-processor-3").status()).isEqualTo(FailureStatus.OPEN);
  }

  @Test
  void aFailureCanBeReadAsSoonAsItIsKept() {
    byte[] large = new byte[1 << 20];
    new Random(1).nextBytes(large);
    Failure failure =
        Failure.ofPage(
            origin(1),
            PortSamples.task(1),
            new Rejection(Reason.PAGE_STATUS, "503"),
            Payload.received("", large));
    FailureTable consistent = made.through(new Consistent(made.dynamo())).failures();

    consistent.keep(List.of(failure));

    assertThat(consistent.find(failure.id()).orElseThrow().failure().payload().bytes())
        .isEqualTo(large);
  }

  /// DynamoDB Local has no reads that lag, so that is asked instead.
  private static final class Consistent extends Delegate {
    Consistent(DynamoDbClient delegate) {
      super(delegate);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      assertThat(request.consistentRead()).isTrue();
      return super.getItem(request);
    }
  }

  @Test
  void aBatchsFailureIsListedWithTheRowsItStandsFor() {
    Batch<Row> batch =
        new Batch<>(origin(1), 3, 2, List.of(new Row(7, Map.of()), new Row(8, Map.of())));
    Failure failure =
        Failure.ofBatch(
            Stage.SCRAPER,
            batch,
            BatchCodec.ROWS,
            new Rejection(Reason.NOT_PUBLISHED, "the stream did not take them"),
            NOON);
    failures.keep(List.of(failure));

    for (Optional<String> run : List.of(Optional.<String>empty(), Optional.of(origin(1).run()))) {
      assertThat(slice(run, List.of(), Optional.empty()).items())
          .extracting(stored -> read(stored).failure().rows())
          .containsExactly(2);
    }
  }

  @Test
  void aStreamRecordsFailureIsListedWithoutARun() {
    Failure failure =
        Failure.ofStreamRecord(
            Stage.WRITER,
            new StreamRecord("shardId-000000000001", "4961", new byte[0]),
            Optional.empty(),
            new Rejection(Reason.BATCH_UNREADABLE, "expected a batch, found none"),
            NOON);
    failures.keep(List.of(failure));

    assertThat(item(failure.id())).doesNotContainKey("run");
    assertThat(listed(Optional.empty())).containsExactly("writer-shardId-000000000001-4961");
  }

  @Test
  void aFailureKeptAgainWithALargerPayloadLeavesItsItemAsItIs() {
    Rejection why = new Rejection(Reason.LAYOUT_CHANGED, "no rows");
    Failure first = Failure.ofPage(origin(1), PortSamples.task(1), why, page(random(10)));
    failures.keep(List.of(first));
    Map<String, AttributeValue> stored = item(first.id());

    failures.keep(
        List.of(Failure.ofPage(origin(1), PortSamples.task(1), why, page(random(800_000))), first));

    assertThat(item(first.id())).isEqualTo(stored);
    assertThat(find(first.id()).failure().payload().bytes()).hasSize(10);
    assertThat(listed(Optional.empty())).containsExactly(first.id());
  }

  @Test
  void aPayloadLargerThanAnItemComesBackWhole() {
    Failure failure = large(random(1 << 20));
    failures.keep(List.of(failure));

    assertThat(find(failure.id()).failure().payload().bytes()).isEqualTo(failure.payload().bytes());
    assertThat(listed(Optional.empty())).as("its parts are no failures").hasSize(1);
    assertThat(partIds(failure))
        .hasSize(2)
        .allSatisfy(id -> assertThat(failures.find(id)).isEmpty());
  }

  /// Of a payload's parts in items of their own.
  private List<String> partIds(Failure failure) {
    return made.dynamo().scan(r -> r.tableName(made.failureTable())).items().stream()
        .map(item -> item.get("id").s())
        .filter(id -> id.startsWith(failure.id() + "/") && !id.endsWith("/task"))
        .sorted()
        .toList();
  }

  @Test
  void partsThatWereLeftOfAnotherPayloadAreNoneOfTheOneThatIsKept() {
    Failure broken = large(random(500_000));
    byte[] other = random(600_000);
    other[0]++;
    Failure kept = large(other);
    failures.keep(List.of(broken));
    delete(broken.id());

    failures.keep(List.of(kept));

    assertThat(find(kept.id()).failure().payload().bytes()).isEqualTo(other);
  }

  @Test
  void partsOfTheVersionBeforeAreFound() {
    Failure failure = large(random(500_000));
    failures.keep(List.of(failure));
    String part = partIds(failure).getFirst();
    Map<String, AttributeValue> before = new HashMap<>(item(part));
    before.put("id", AttributeValue.fromS(failure.id() + "/1"));
    made.dynamo().putItem(r -> r.tableName(made.failureTable()).item(before));
    delete(part);
    change(
        failure.id(),
        "payloadHash",
        AttributeValueUpdate.builder().action(AttributeAction.DELETE).build());

    assertThat(find(failure.id()).failure().payload().bytes()).isEqualTo(failure.payload().bytes());
  }

  private static Failure large(byte[] page) {
    return Failure.ofPage(
        origin(1),
        PortSamples.task(1),
        new Rejection(Reason.LAYOUT_CHANGED, "no rows"),
        page(page));
  }

  private void delete(String id) {
    made.dynamo()
        .deleteItem(
            r -> r.tableName(made.failureTable()).key(Map.of("id", AttributeValue.fromS(id))));
  }

  @Test
  void aPayloadOfExactlyOneItemHasNoFurtherParts() {
    Failure empty =
        Failure.ofPage(
            origin(1),
            PortSamples.task(1),
            new Rejection(Reason.PAGE_EMPTY, "empty"),
            Payload.html(""));
    failures.keep(List.of(empty));

    assertThat(find(empty.id()).failure().payload().bytes()).isEmpty();
    assertThat(partIds(empty)).isEmpty();
  }

  @Test
  void aFailureExpiresAfterNinetyDaysAndItsPartsNotBefore() {
    Failure failure = large(random(500_000));
    failures.keep(List.of(failure));

    assertThat(expires(failure.id())).isEqualTo(failure.failedAt().plus(Duration.ofDays(90)));
    assertThat(expires(partIds(failure).getFirst()))
        .isEqualTo(failure.failedAt().plus(Duration.ofDays(97)));
  }

  private Instant expires(String id) {
    return Instant.ofEpochSecond(Long.parseLong(item(id).get("expires").n()));
  }

  @Test
  void manyAreKeptAtOnceAndListedNewestFirst() {
    failures.keep(
        IntStream.range(0, 60)
            .mapToObj(i -> failure(origin(1), Stage.PROCESSOR, i, Reason.VALUE_INVALID))
            .toList());
    failures.keep(List.of());

    assertThat(listed(Optional.empty()))
        .containsExactlyElementsOf(
            IntStream.range(0, 60).mapToObj(i -> task(1) + "-processor-" + i).toList().reversed());
  }

  @Test
  void aListLeavesPayloadsOut() {
    failures.keep(List.of(failure(origin(1), Stage.PROCESSOR, 0, Reason.VALUE_INVALID)));

    for (Optional<String> run : List.of(Optional.<String>empty(), Optional.of(origin(1).run()))) {
      StoredFailure stored = read(slice(run, List.of(), Optional.empty()).items().getFirst());
      assertThat(stored.status()).isEqualTo(FailureStatus.OPEN);
      assertThat(stored.failure())
          .usingRecursiveComparison()
          .ignoringFields("payload")
          .isEqualTo(failure(origin(1), Stage.PROCESSOR, 0, Reason.VALUE_INVALID));
      assertThat(stored.failure().payload().bytes()).isEmpty();
    }
  }

  @Test
  void aRunsFailuresAreItsOwn() {
    failures.keep(
        List.of(
            failure(origin(1), Stage.PROCESSOR, 0, Reason.VALUE_INVALID),
            failure(origin(2), Stage.PROCESSOR, 1, Reason.VALUE_INVALID),
            failure(origin(1), Stage.SCRAPER, 2, Reason.ELEMENT_MISSING)));

    assertThat(listed(Optional.of(origin(1).run())))
        .containsExactly(task(1) + "-scraper-2", task(1) + "-processor-0");
    assertThat(listed(Optional.of("nobody"))).isEmpty();
    assertThat(listed(Optional.of(""))).isEmpty();
    assertThat(listed(Optional.of("x".repeat(2049)))).isEmpty();
  }

  @Test
  void filtersPickByStageReasonAndStatus() {
    failures.keep(
        List.of(
            failure(origin(1), Stage.PROCESSOR, 0, Reason.VALUE_INVALID),
            failure(origin(1), Stage.PROCESSOR, 1, Reason.VALUE_MISSING),
            failure(origin(2), Stage.SCRAPER, 2, Reason.ELEMENT_MISSING)));

    assertThat(listed(Optional.empty(), new Filter.Equal("stage", "processor"))).hasSize(2);
    assertThat(
            listed(
                Optional.empty(),
                new Filter.Equal("stage", "processor"),
                new Filter.Equal("reason", "VALUE_MISSING")))
        .containsExactly(task(1) + "-processor-1");
    assertThat(listed(Optional.of(origin(1).run()), new Filter.Equal("stage", "scraper")))
        .isEmpty();
    assertThat(listed(Optional.empty(), new Filter.Equal("status", "open"))).hasSize(3);
    assertThat(listed(Optional.empty(), new Filter.Equal("status", "redriven"))).isEmpty();
  }

  @Test
  void aCursorOfAnotherRunsListIsRefused() {
    failures.keep(
        IntStream.range(0, 12)
            .mapToObj(i -> failure(origin(1), Stage.PROCESSOR, i, Reason.VALUE_INVALID))
            .toList());
    Optional<String> next = slice(Optional.of(origin(1).run()), List.of(), Optional.empty()).next();

    assertThat(next).isPresent();
    assertThatThrownBy(() -> slice(Optional.of(origin(2).run()), List.of(), next))
        .isInstanceOf(InvalidCursorException.class);
    assertThatThrownBy(() -> slice(Optional.empty(), List.of(), next))
        .isInstanceOf(InvalidCursorException.class);
  }

  @Test
  void whatCannotBeAKeyIsNotFound() {
    assertThat(failures.find("")).isEmpty();
    assertThat(failures.find("x".repeat(2049))).isEmpty();
  }

  @Test
  void anUnreachableTableIsATransientError() throws IOException {
    try (DynamoDbClient nobody = Tables.client(RecordTableIT.closedPort()).build()) {
      FailureTable unreachable = made.through(nobody).failures();

      assertThatThrownBy(() ->
              unreachable.keep(List.of(failure(origin(1), Stage.WRITER, 0, Reason.ITEM_REFUSED))))
          .isInstanceOf(TransientException.class)
          .hasMessageStartingWith("PutItem failed: ");
      assertThatThrownBy(() -> unreachable.find("any")).isInstanceOf(TransientException.class);
    }
  }

  /// A page may be at an address of any length, and say what it wants.
  @Test
  void aFailureIsKeptListedAndReadHoweverMuchASiteHasSaidInIt() {
    String endless = "https://example.org/" + "a".repeat(200_000);
    Failure failure =
        Failure.ofPage(
            Origins.with(origin(1), Map.of("url", endless)),
            PortSamples.task(1),
            NotFollowed.SIZE.rejection(endless),
            page(random(1 << 20)));

    failures.keep(List.of(failure));

    assertThat(listed(Optional.empty())).containsExactly(failure.id());
    assertThat(listed(Optional.of(origin(1).run()))).containsExactly(failure.id());
    Failure kept = find(failure.id()).failure();
    assertThat(kept).usingRecursiveComparison().isEqualTo(failure);
    assertThat(kept.message()).startsWith("expected https://example.org/aaa");
    assertThat(Objects.requireNonNull(kept.origin()).url()).startsWith("https://example.org/aaa");
  }

  /// Of another version, or written by hand.
  @Test
  void aFailureThatCannotBeReadIsShownAsItStandsAndTheOthersAsTheyAre() {
    failures.keep(
        IntStream.range(0, 5)
            .mapToObj(i -> failure(origin(1), Stage.PROCESSOR, i, Reason.VALUE_INVALID))
            .toList());
    change(0, "reason", put(AttributeValue.fromS("WORN_OUT")));
    change(1, "stage", put(AttributeValue.fromS("cook")));
    change(2, "rows", put(AttributeValue.fromNs(List.of("1", "2"))));
    change(3, "failedAt", AttributeValueUpdate.builder().action(AttributeAction.DELETE).build());

    List<StoredItem<StoredFailure>> items =
        slice(Optional.empty(), List.of(), Optional.empty()).items();

    assertThat(read(items.getFirst()).failure().position()).isEqualTo(4);
    assertThat(items.subList(1, 5).reversed())
        .extracting(item -> unreadable(item).why())
        .containsExactly(
            "attribute reason: expected a value that this version knows, found \"WORN_OUT\"",
            "attribute stage: expected a value that this version knows, found \"cook\"",
            "expected an attribute rows of type N, found one of type NS",
            "expected an attribute failedAt, found none");
    assertThat(unreadable(items.getLast()).attributes())
        .containsEntry("id", task(1) + "-processor-0")
        .containsEntry("reason", "WORN_OUT")
        .containsEntry("stage", "processor");
    assertThat(unreadable(failures.item(task(1) + "-processor-2").orElseThrow()).attributes())
        .containsEntry("rows", List.of(new BigDecimal("1"), new BigDecimal("2")))
        .doesNotContainKey("payload");
  }

  private static AttributeValueUpdate put(AttributeValue value) {
    return AttributeValueUpdate.builder().action(AttributeAction.PUT).value(value).build();
  }

  private void change(int position, String attribute, AttributeValueUpdate update) {
    change(task(1) + "-processor-" + position, attribute, update);
  }

  private void change(String id, String attribute, AttributeValueUpdate update) {
    made.dynamo()
        .updateItem(r ->
            r.tableName(made.failureTable())
                .key(Map.of("id", AttributeValue.fromS(id)))
                .attributeUpdates(Map.of(attribute, update)));
  }

  @Test
  void aPayloadOfWhichAPartIsMissingOrAnothersIsNoReasonNotToShowTheFailure() {
    Failure failure = large(random(800_000));
    failures.keep(List.of(failure));
    String second = partIds(failure).getFirst();

    change(second, "payload", put(AttributeValue.fromB(SdkBytes.fromByteArray(random(10)))));
    assertThat(unreadable(failures.item(failure.id()).orElseThrow()).why())
        .isEqualTo("expected a payload that can be decompressed, found none");

    delete(second);
    StoredItem.Unreadable<StoredFailure> odd =
        unreadable(failures.item(failure.id()).orElseThrow());
    assertThat(odd.why()).isEqualTo("expected a payload in 3 parts, found no part 2");
    assertThat(odd.attributes()).containsEntry("message", "no rows");
    assertThat(listed(Optional.empty())).as("a list has no payloads").hasSize(1);
  }

  private StoredFailure find(String id) {
    return failures.find(id).orElseThrow();
  }

  static StoredFailure read(StoredItem<StoredFailure> item) {
    return switch (item) {
      case StoredItem.Known<StoredFailure>(StoredFailure stored) -> stored;
      case StoredItem.Unreadable<StoredFailure> odd -> throw new AssertionError(odd.why());
    };
  }

  private static StoredItem.Unreadable<StoredFailure> unreadable(StoredItem<StoredFailure> item) {
    return switch (item) {
      case StoredItem.Known<StoredFailure> known -> throw new AssertionError("was read");
      case StoredItem.Unreadable<StoredFailure> odd -> odd;
    };
  }

  private static Payload page(byte[] bytes) {
    return new Payload(Payload.HTML, bytes);
  }

  /// What gzip cannot make smaller.
  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private Map<String, AttributeValue> item(String id) {
    return made.dynamo()
        .getItem(r -> r.tableName(made.failureTable()).key(Map.of("id", AttributeValue.fromS(id))))
        .item();
  }

  private Slice<StoredItem<StoredFailure>> slice(
      Optional<String> run, List<Filter.Equal> filters, Optional<String> cursor) {
    Selection wanted = run.map(id -> ALL.with(Selection.RUN, id)).orElse(ALL);
    for (Filter.Equal filter : filters) {
      wanted = wanted.with(filter.attribute(), filter.value().toString());
    }
    return failures.slice(wanted, new SliceRequest(7, false, cursor));
  }

  /// What ids of the failures of a run's task begin with.
  private static String task(int run) {
    return origin(run).run() + "-" + origin(run).task();
  }

  /// Ids of all slices, one after the other.
  private List<String> listed(Optional<String> run, Filter.Equal... filters) {
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Slice<StoredItem<StoredFailure>> slice = slice(run, List.of(filters), cursor);
      assertThat(slice.items()).hasSizeLessThanOrEqualTo(7);
      slice.items().forEach(stored -> ids.add(read(stored).failure().id()));
      cursor = slice.next();
    } while (cursor.isPresent());
    return ids;
  }
}
