package pagestream.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pagestream.memory.InMemoryRuns;
import pagestream.timing.Deadline;

class StreamConsumerTest {
  private static final byte[] POISON = "Hello, this is a test.".getBytes(UTF_8);

  private final List<Integer> handled = new ArrayList<>();
  private final List<Failure> kept = new ArrayList<>();
  private final KeepingLog log = new KeepingLog();
  private final AtomicLong nanos = new AtomicLong();
  private final Deadline deadline = new Deadline(nanos::get, Duration.ofSeconds(10));

  @Test
  void noRecordsAreDoneAtOnce() {
    assertThat(consumer(this::handle).consume(List.of(), deadline)).isEmpty();
  }

  @Test
  void batchesAreHandledInOrder() {
    assertThat(consumer(this::handle).consume(three(), deadline)).isEmpty();
    assertThat(handled).containsExactly(0, 1, 2);
  }

  @Test
  void theHandlerIsToldTheDeadline() {
    List<Deadline> told = new ArrayList<>();

    consumer((batch, until) -> told.add(until)).consume(three(), deadline);

    assertThat(told).containsOnly(deadline);
  }

  @Test
  void aRecordThatIsNoBatchIsKeptAndTheNextGoesOn() {
    List<StreamRecord> records =
        List.of(Samples.record("100", POISON), Samples.record("101", batch(1)));

    assertThat(consumer(this::handle).consume(records, deadline)).isEmpty();

    assertThat(handled).containsExactly(1);
    Failure failure = kept.getFirst();
    assertThat(failure.id()).isEqualTo("processor-shardId-000000000000-100");
    assertThat(failure.reason()).isEqualTo(Reason.BATCH_UNREADABLE);
    assertThat(failure.failedAt()).isEqualTo(Samples.NOW);
    assertThat(failure.payload().bytes()).isEqualTo(POISON);
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("WARN"))
        .singleElement()
        .asString()
        .contains(failure.id());
  }

  /// While a new version is deployed, functions of both versions read the stream.
  @Test
  void aBatchOfALaterVersionIsRedeliveredAndTheNextGoesOn() {
    String later =
        new String(BatchCodec.ROWS.json(batch(0)), UTF_8).replace("\"version\":2", "\"version\":3");
    List<StreamRecord> records =
        List.of(Samples.record("100", later.getBytes(UTF_8)), Samples.record("101", batch(1)));

    assertThat(consumer(this::handle).consume(records, deadline)).contains("100");

    assertThat(handled).containsExactly(1);
    assertThat(kept).isEmpty();
    assertThat(log.lines()).anyMatch(line -> line.contains("expected a batch of version 2"));
  }

  @Test
  void aTransientErrorHasItsRecordRedeliveredAndTheNextGoOn() {
    StreamConsumer<Row> consumer =
        consumer((batch, until) -> {
          handled.add(batch.number());
          if (batch.number() == 1) {
            throw new TransientException("the table is throttled");
          }
        });

    assertThat(consumer.consume(three(), deadline)).contains("101");
    assertThat(handled).containsExactly(0, 1, 2);
    assertThat(kept).isEmpty();
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("WARN"))
        .singleElement()
        .asString()
        .contains("101", "the table is throttled");
  }

  @Test
  void aFaultIsLoggedWithTheRunThePageAndTheBatch() {
    RuntimeException fault = new IllegalStateException("it broke");

    consumer(
            (batch, until) -> {
              throw fault;
            })
        .consume(List.of(Samples.record("100", batch(1))), deadline);

    assertThat(log.written())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.level()).isEqualTo(Log.Level.WARN);
          assertThat(line.fault()).contains(fault);
          assertThat(line.about())
              .containsEntry("run", Samples.ORIGIN.run())
              .containsEntry("page", Samples.ORIGIN.page())
              .containsEntry("batch", "1");
        });
  }

  @Test
  void ofSeveralThatFailTheFirstIsReported() {
    StreamConsumer<Row> consumer =
        consumer((batch, until) -> {
          if (batch.number() > 0) {
            throw new TransientException("the table is throttled");
          }
        });

    assertThat(consumer.consume(three(), deadline)).contains("101");
  }

  /// A mapping may retry the batch as a whole until its last try, and discard it as a whole.
  @Test
  void whatStandsBehindARecordThatNeverSucceedsIsNoFailureWhenAllAreDiscarded() {
    InMemoryRuns runs = new InMemoryRuns(() -> Samples.NOW);
    FailedBatches<Row> failed =
        new FailedBatches<>(
            Stage.PROCESSOR, BatchCodec.ROWS, kept::addAll, runs, () -> Samples.NOW);
    StreamConsumer<Row> consumer =
        new StreamConsumer<>(
            BatchCodec.ROWS,
            (batch, until) -> {
              if (batch.number() == 0) {
                throw new TransientException("it fails each time");
              }
              runs.add(Outcome.handedOn(batch, Stage.PROCESSOR, 0, Samples.NOW));
            },
            failed,
            log);

    for (int tries = 0; tries < 6; tries++) {
      assertThat(consumer.consume(three(), deadline)).contains("100");
    }
    failed.discarded(three());

    assertThat(kept)
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.reason()).isEqualTo(Reason.RETRIES_EXHAUSTED);
          assertThat(failure.position()).isZero();
        });
    assertThat(runs.outcomes())
        .filteredOn(outcome -> outcome.failed() > 0)
        .extracting(Outcome::batch)
        .containsExactly(0);
  }

  @Test
  void anErrorToldByTheVirtualMachineIsReportedToo() {
    StreamConsumer<Row> consumer =
        consumer((batch, until) -> {
          throw new StackOverflowError();
        });

    assertThat(consumer.consume(three(), deadline)).contains("100");
  }

  @Test
  void aFailureThatCannotBeKeptIsRedelivered() {
    StreamConsumer<Row> consumer =
        new StreamConsumer<>(
            BatchCodec.ROWS,
            this::handle,
            failed(failures -> {
              throw new TransientException("the error table is away");
            }),
            log);

    assertThat(consumer.consume(List.of(Samples.record("100", POISON)), deadline)).contains("100");
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("WARN"))
        .singleElement()
        .asString()
        .contains("the error table is away");
  }

  @Test
  void whatTheDeadlineCutsOffIsRedelivered() {
    StreamConsumer<Row> slow =
        consumer((batch, until) -> {
          handle(batch, until);
          nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        });

    assertThat(slow.consume(three(), deadline)).contains("102");
    assertThat(handled).containsExactly(0, 1);
  }

  @Test
  void aBatchThatMightNotEndInTimeIsNotBegun() {
    StreamConsumer<Row> consumer =
        consumer(
            new StreamConsumer.BatchHandler<>() {
              @Override
              public void handle(Batch<Row> batch, Deadline until) {
                StreamConsumerTest.this.handle(batch, until);
                nanos.addAndGet(Duration.ofSeconds(2).toNanos());
              }

              @Override
              public Duration longest() {
                return Duration.ofSeconds(8);
              }
            });

    assertThat(consumer.consume(three(), deadline)).contains("102");
    assertThat(handled).containsExactly(0, 1);
    assertThat(log.lines()).anyMatch(line -> line.contains("102"));
  }

  private void handle(Batch<Row> batch, Deadline until) {
    handled.add(batch.number());
  }

  private StreamConsumer<Row> consumer(StreamConsumer.BatchHandler<Row> handler) {
    return new StreamConsumer<>(BatchCodec.ROWS, handler, failed(kept::addAll), log);
  }

  private static FailedBatches<Row> failed(Failures failures) {
    return new FailedBatches<>(
        Stage.PROCESSOR,
        BatchCodec.ROWS,
        failures,
        new InMemoryRuns(() -> Samples.NOW),
        () -> Samples.NOW);
  }

  private static List<StreamRecord> three() {
    return List.of(
        Samples.record("100", batch(0)),
        Samples.record("101", batch(1)),
        Samples.record("102", batch(2)));
  }

  private static Batch<Row> batch(int number) {
    return Samples.batch(number, Samples.row(number));
  }
}
