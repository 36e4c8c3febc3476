package pagestream.writer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pagestream.aws.CallTime;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Log;
import pagestream.pipeline.Outcome;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Records;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.TypedRecord;
import pagestream.timing.Deadline;

/// What is done with one batch of records: store them, keep those that can never be stored, and
/// write down the outcome last, so that a batch that breaks off before is redelivered whole.
final class Writer implements StreamConsumer.BatchHandler<TypedRecord> {
  /// An older run is looked for, or failures that were sent again are resolved; versions are read,
  /// records and failures are written, and the outcome. What needs several calls is cut off by
  /// [CallTime].
  static final Duration LONGEST = CallTime.LONGEST.multipliedBy(5);

  private final Records records;
  private final Runs runs;
  private final Failures failures;
  private final StoredFailures storedFailures;
  private final InstantSource clock;
  private final Log log;

  Writer(
      Records records,
      Runs runs,
      Failures failures,
      StoredFailures storedFailures,
      InstantSource clock,
      Log log) {
    this.records = records;
    this.runs = runs;
    this.failures = failures;
    this.storedFailures = storedFailures;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public void handle(Batch<TypedRecord> batch, Deadline deadline) {
    Map<Integer, Upserted> upserted = Upsert.of(batch, records, runs);
    failures.keep(rejected(batch, upserted));
    storedFailures.resolve(
        batch.redrivenFailures(Stage.WRITER, stored(batch, upserted)), batch.origin().run());
    Outcome outcome =
        Outcome.stored(
            batch,
            Stage.WRITER,
            count(upserted, Upserted.Stored.class),
            count(upserted, Upserted.Unchanged.class),
            count(upserted, Upserted.Stale.class),
            clock.instant());
    runs.add(outcome);
    log.about(batch.about())
        .debug(
            "%s: %d stored, %d unchanged, %d stale, %d failed"
                .formatted(
                    batch.label(),
                    outcome.stored(),
                    outcome.unchanged(),
                    outcome.stale(),
                    outcome.failed()));
  }

  private static List<TypedRecord> stored(
      Batch<TypedRecord> batch, Map<Integer, Upserted> upserted) {
    return batch.entries().stream()
        .filter(record -> !(upserted.get(record.position()) instanceof Upserted.Rejected))
        .toList();
  }

  @Override
  public Duration longest() {
    return LONGEST;
  }

  private List<Failure> rejected(Batch<TypedRecord> batch, Map<Integer, Upserted> upserted) {
    List<Failure> rejected = new ArrayList<>();
    for (TypedRecord record : batch.entries()) {
      if (upserted.get(record.position()) instanceof Upserted.Rejected(Rejection why)) {
        rejected.add(
            Failure.of(
                Stage.WRITER,
                batch.origin(),
                record.position(),
                why,
                Payload.json(BatchCodec.RECORDS.json(batch.with(List.of(record)))),
                clock.instant()));
      }
    }
    return rejected;
  }

  private static int count(Map<Integer, Upserted> upserted, Class<? extends Upserted> kind) {
    return (int) upserted.values().stream().filter(kind::isInstance).count();
  }
}
