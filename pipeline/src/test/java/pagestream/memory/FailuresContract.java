package pagestream.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.failure;
import static pagestream.memory.PortSamples.origin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.BatchEnvelope;
import pagestream.pipeline.CarriedRow;
import pagestream.pipeline.Failure;
import pagestream.pipeline.FailureStatus;
import pagestream.pipeline.Failures;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.Selection;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailure;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.StreamRecord;
import pagestream.pipeline.Task;
import pagestream.pipeline.Work;

/// What every form of [Failures] holds.
public abstract class FailuresContract {
  private static final Rejection UNREADABLE =
      new Rejection(Reason.BATCH_UNREADABLE, "expected a batch, found none");
  private static final StreamRecord RECORD =
      new StreamRecord("shardId-000000000001", "4961", new byte[] {0, -1, 31, -117});

  private Failures failures;

  /// Failures of which none is kept yet.
  protected abstract Failures make();

  protected abstract Optional<Failure> find(String id);

  /// The same failures, as they are sent again.
  protected abstract StoredFailures stored();

  @BeforeEach
  void use() {
    failures = make();
  }

  private void assertIsKeptWhole(Failure failure) {
    failures.keep(List.of(failure));

    assertThat(find(failure.id()).orElseThrow()).usingRecursiveComparison().isEqualTo(failure);
  }

  @Test
  void aRowsFailureIsKeptWhole() {
    assertIsKeptWhole(failure(origin(1), Stage.PROCESSOR, 3, Reason.VALUE_INVALID));
  }

  @Test
  void aBatchsFailureIsKeptWhole() {
    Batch<Row> batch =
        new Batch<>(origin(1), 3, 2, List.of(new Row(7, Map.of()), new Row(8, Map.of())));

    assertIsKeptWhole(
        Failure.ofBatch(
            Stage.SCRAPER,
            batch,
            BatchCodec.ROWS,
            new Rejection(Reason.NOT_PUBLISHED, "the stream did not take them"),
            NOON));
  }

  @Test
  void aPagesFailureIsKeptWholeAlsoWhereNothingIsOnIt() {
    assertIsKeptWhole(
        Failure.ofPage(
            origin(1),
            PortSamples.task(1),
            new Rejection(Reason.PAGE_EMPTY, "empty"),
            Payload.html("")));
  }

  @Test
  void aStreamRecordsFailureIsKeptWholeWithItsRunOrWithoutOne() {
    assertIsKeptWhole(
        Failure.ofStreamRecord(Stage.WRITER, RECORD, Optional.empty(), UNREADABLE, NOON));
    assertIsKeptWhole(
        Failure.ofStreamRecord(
            Stage.PROCESSOR,
            RECORD,
            Optional.of(new BatchEnvelope(origin(1), 0, 5, 5)),
            UNREADABLE,
            NOON));
  }

  @Test
  void theFirstFailureOfAnIdStands() {
    Failure first = failure(origin(1), Stage.PROCESSOR, 3, Reason.VALUE_INVALID);
    Failure again =
        Failure.of(
            Stage.PROCESSOR,
            origin(1),
            3,
            new Rejection(Reason.RETRIES_EXHAUSTED, "another message"),
            Payload.html("another payload"),
            NOON.plusSeconds(60));
    failures.keep(List.of(first));

    failures.keep(List.of(again, first));

    assertThat(find(first.id()).orElseThrow()).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void manyAreKeptAtOnceAndNoneAsWell() {
    List<Failure> many =
        IntStream.range(0, 60)
            .mapToObj(i -> failure(origin(1), Stage.PROCESSOR, i, Reason.VALUE_INVALID))
            .toList();
    failures.keep(many);
    failures.keep(List.of());

    assertThat(many).allMatch(failure -> find(failure.id()).isPresent());
  }

  @Test
  void whatWasNotKeptIsNotFound() {
    assertThat(find("nothing")).isEmpty();
  }

  private static final Task REDRIVE = PortSamples.task(2);

  /// As the run of the redrive sends it again.
  private static Failure again(Failure failure, String reason) {
    Origin.Redriven how =
        new Origin.Redriven("01JCOUNTED", failure.id().replace("-processor-3", ""), false);
    Origin origin = origin(1).again(REDRIVE.run(), REDRIVE.id(), how);
    return Failure.of(
        Stage.PROCESSOR,
        origin,
        3,
        new Rejection(Reason.VALUE_MISSING, reason),
        Payload.html("another payload"),
        NOON.plusSeconds(60));
  }

  private Failure kept() {
    Failure failure = failure(origin(1), Stage.PROCESSOR, 3, Reason.VALUE_INVALID);
    failures.keep(List.of(failure));
    return failure;
  }

  private StoredFailure status(String id) {
    return stored().find(id).orElseThrow();
  }

  @Test
  void aFailureIsClaimedByOneTaskHoweverOftenItAsks() {
    Failure failure = kept();

    for (int i = 0; i < 2; i++) {
      assertThat(stored().claim(failure.id(), REDRIVE, NOON).orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(failure);
      assertThat(stored().claim(failure.id(), PortSamples.task(3), NOON)).isEmpty();
    }

    assertThat(stored().claim("nothing", REDRIVE, NOON)).isEmpty();
    assertThat(status(failure.id()).status()).isEqualTo(FailureStatus.REDRIVEN);
    assertThat(status(failure.id()).attempts()).isOne();
    assertThat(status(failure.id()).redrive()).contains(REDRIVE.run());
  }

  @Test
  void aFailureThatWasLostOnItsWayCanBeSentAgain() {
    Failure failure = kept();
    stored().claim(failure.id(), REDRIVE, NOON);
    Instant lost = NOON.plus(StoredFailure.LOST_AFTER);

    assertThat(stored().claim(failure.id(), PortSamples.task(3), lost)).isEmpty();
    assertThat(status(failure.id()).isRedrivable(lost)).isFalse();
    assertThat(status(failure.id()).isRedrivable(lost.plusSeconds(1))).isTrue();
    assertThat(stored().claim(failure.id(), PortSamples.task(3), lost.plusSeconds(1))).isPresent();

    assertThat(status(failure.id()).attempts()).isEqualTo(2);
    assertThat(status(failure.id()).redrive()).contains(PortSamples.task(3).run());
    stored().resolve(List.of(failure.id()), REDRIVE.run());
    assertThat(status(failure.id()).status()).isEqualTo(FailureStatus.REDRIVEN);
  }

  @Test
  void aFailureThatIsResolvedStaysSo() {
    Failure failure = kept();
    stored().claim(failure.id(), REDRIVE, NOON);
    stored().resolve(List.of(failure.id(), "nothing"), "another run");
    assertThat(status(failure.id()).status()).isEqualTo(FailureStatus.REDRIVEN);

    stored().resolve(List.of(failure.id()), REDRIVE.run());
    failures.keep(List.of(again(failure, "too late")));

    assertThat(status(failure.id()).status()).isEqualTo(FailureStatus.RESOLVED);
    assertThat(stored().claim(failure.id(), PortSamples.task(3), NOON)).isEmpty();
    assertThat(stored().claim(failure.id(), REDRIVE, NOON)).as("its own").isPresent();
    assertThat(stored().find("nothing")).isEmpty();
  }

  @Test
  void aFailureThatFailedAgainIsTheSameOneAndCanBeSentAgain() {
    Failure failure = kept();
    stored().claim(failure.id(), REDRIVE, NOON);

    failures.keep(List.of(again(failure, "still none")));
    failures.keep(List.of(again(failure, "redelivered")));

    StoredFailure stored = status(failure.id());
    assertThat(stored.failure()).usingRecursiveComparison().isEqualTo(failure);
    assertThat(stored.status()).isEqualTo(FailureStatus.FAILED_AGAIN);
    assertThat(stored.again()).contains(new Rejection(Reason.VALUE_MISSING, "still none"));
    assertThat(stored().claim(failure.id(), PortSamples.task(3), NOON)).isPresent();
    assertThat(status(failure.id()).attempts()).isEqualTo(2);
    assertThat(status(failure.id()).again()).isEmpty();
  }

  @Test
  void whatFailsForTheFirstTimeWhenItIsSentAgainIsAFailureOfItsOwn() {
    Failure fresh = again(failure(origin(1), Stage.PROCESSOR, 3, Reason.VALUE_INVALID), "none");

    failures.keep(List.of(fresh));

    assertThat(status(fresh.id()).status()).isEqualTo(FailureStatus.OPEN);
  }

  @Test
  void aTaskIsKeptWithItsFailure() {
    Row row = new Row(3, Map.of("title", "T"));
    Task task =
        PortSamples.task(1)
            .leadsTo("https://example.org/3", new Work.Detail(new CarriedRow("0a", 1, row)));

    assertIsKeptWhole(Failure.left(origin(1), task, NotFollowed.PAGES, NOON).getFirst());
  }

  @Test
  void failuresAreListedByWhatTheyAre() {
    Failure failure = kept();
    failures.keep(List.of(failure(origin("books", 2), Stage.WRITER, 1, Reason.ITEM_REFUSED)));
    stored().claim(failure.id(), REDRIVE, NOON);

    assertThat(listed(Map.of())).hasSize(2);
    for (Map<String, String> filters :
        List.of(
            Map.of("stage", "processor"),
            Map.of("reason", "VALUE_INVALID"),
            Map.of("status", "redriven"),
            Map.of("run", origin(1).run()),
            Map.of("redrive", REDRIVE.run()),
            Map.of("recipe", "movies"),
            Map.of("source", "a-source", "recipe", "movies"))) {
      assertThat(listed(filters)).as(filters.toString()).containsExactly(failure.id());
      filters.forEach(
          (name, value) -> assertThat(listed(Map.of(name, "x" + value))).as(name).isEmpty());
    }
  }

  private List<String> listed(Map<String, String> filters) {
    return stored().list(Selection.of(filters), 50).failures().stream()
        .map(stored -> stored.failure().id())
        .toList();
  }
}
