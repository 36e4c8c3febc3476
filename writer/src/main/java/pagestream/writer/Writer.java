package pagestream.writer;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.TypedRecord;
import pagestream.timing.Deadline;

/// What is done with one batch of records: store them, keep those that can never be stored, and
/// write down the outcome last, so that a batch that breaks off before comes again whole.
final class Writer implements StreamConsumer.BatchHandler<TypedRecord> {
  private final Records records;
  private final Runs runs;
  private final Failures failures;
  private final InstantSource clock;
  private final Log log;

  Writer(Records records, Runs runs, Failures failures, InstantSource clock, Log log) {
    this.records = records;
    this.runs = runs;
    this.failures = failures;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public void handle(Batch<TypedRecord> batch, Deadline deadline) {
    Map<Integer, Verdict> verdicts = Judgement.of(batch, records);
    failures.keep(failed(batch, verdicts));
    Outcome outcome = outcome(batch, verdicts);
    runs.add(outcome);
    log.info(
        "run %s batch %d: %d stored, %d unchanged, %d stale, %d failed"
            .formatted(
                outcome.origin().run(),
                outcome.batch(),
                outcome.stored(),
                outcome.unchanged(),
                outcome.stale(),
                outcome.failed()));
  }

  private List<Failure> failed(Batch<TypedRecord> batch, Map<Integer, Verdict> verdicts) {
    List<Failure> failed = new ArrayList<>();
    for (TypedRecord record : batch.entries()) {
      if (verdicts.get(record.position()) instanceof Verdict.Failed(Rejection why)) {
        failed.add(
            Failure.of(
                Stage.WRITER,
                batch.origin(),
                record.position(),
                why,
                Payload.json(BatchCodec.RECORDS.json(batch.with(List.of(record)))),
                clock.instant()));
      }
    }
    return failed;
  }

  private Outcome outcome(Batch<TypedRecord> batch, Map<Integer, Verdict> verdicts) {
    return new Outcome(
        batch.origin(),
        Stage.WRITER,
        batch.number(),
        count(verdicts, Verdict.Stored.class),
        count(verdicts, Verdict.Unchanged.class),
        count(verdicts, Verdict.Stale.class),
        count(verdicts, Verdict.Failed.class),
        batch.entries().stream()
            .filter(record -> verdicts.get(record.position()) instanceof Verdict.Unchanged)
            .map(TypedRecord::id)
            .distinct()
            .toList(),
        clock.instant());
  }

  private static int count(Map<Integer, Verdict> verdicts, Class<? extends Verdict> kind) {
    return (int) verdicts.values().stream().filter(kind::isInstance).count();
  }
}
