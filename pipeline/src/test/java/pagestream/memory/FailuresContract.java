package pagestream.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.memory.PortSamples.NOON;
import static pagestream.memory.PortSamples.failure;
import static pagestream.memory.PortSamples.origin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Row;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamRecord;

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
            Optional.of(PortSamples.batch(origin(1), 0, 5)),
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
}
