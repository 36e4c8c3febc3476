package pagestream.processor;

import java.time.InstantSource;
import pagestream.catalog.Recipes;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Failures;
import pagestream.pipeline.Log;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Row;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StoredFailures;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.StreamWriter;

/// The processor over other ports than those on AWS.
public final class ProcessorInMemory {
  private ProcessorInMemory() {}

  public static StreamConsumer<Row> consumer(
      Recipes recipes,
      StreamWriter stream,
      Runs runs,
      Failures failures,
      StoredFailures stored,
      InstantSource clock,
      Log log) {
    return new StreamConsumer<>(
        BatchCodec.ROWS,
        new Processor(
            recipes,
            new Publisher<>(stream, BatchCodec.RECORDS),
            runs,
            failures,
            stored,
            clock,
            log),
        new FailedBatches<>(Stage.PROCESSOR, BatchCodec.ROWS, failures, runs, clock),
        log);
  }
}
