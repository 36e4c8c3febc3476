package pagestream.writer;

import java.time.InstantSource;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Log;
import pagestream.pipeline.Records;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.TypedRecord;

/// The writer over other ports than those on AWS.
public final class WriterInMemory {
  private WriterInMemory() {}

  public static StreamConsumer<TypedRecord> consumer(
      Records records,
      Runs runs,
      Failures failures,
      StoredFailures stored,
      InstantSource clock,
      Log log) {
    return new StreamConsumer<>(
        BatchCodec.RECORDS,
        new Writer(records, runs, failures, stored, clock, log),
        new FailedBatches<>(Stage.WRITER, BatchCodec.RECORDS, failures, runs, clock),
        log);
  }
}
