package pagestream.writer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import pagestream.aws.CallTime;
import pagestream.aws.Clients;
import pagestream.aws.FailureTable;
import pagestream.aws.KinesisEvents;
import pagestream.aws.LambdaLog;
import pagestream.aws.RecordTable;
import pagestream.aws.RunMetrics;
import pagestream.aws.RunTable;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.TypedRecord;

/// Consumes the clean stream.
public final class WriterHandler implements RequestStreamHandler {
  /// What a batch takes at most.
  public static final Duration LONGEST_BATCH = Writer.LONGEST;

  private final StreamConsumer<TypedRecord> consumer;
  private final CallTime time;

  public WriterHandler() {
    this(new CallTime());
  }

  private WriterHandler(CallTime time) {
    this(consumer(System.getenv(), time), time);
  }

  WriterHandler(StreamConsumer<TypedRecord> consumer, CallTime time) {
    this.consumer = consumer;
    this.time = time;
  }

  private static StreamConsumer<TypedRecord> consumer(Map<String, String> env, CallTime time) {
    WriterConfig config = WriterConfig.from(env);
    LambdaLog log = LambdaLog.from(env);
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    var dynamo = Clients.dynamo(time);
    var failures = new FailureTable(dynamo, config.errorTable());
    var runs =
        new RunTable(dynamo, config.runTable(), clock, RunMetrics.to(log, config.runTable()));
    var records = new RecordTable(dynamo, config.recordTable());
    return new StreamConsumer<>(
        BatchCodec.RECORDS,
        new Writer(records, runs, failures, failures, clock, log),
        new FailedBatches<>(Stage.WRITER, BatchCodec.RECORDS, failures, runs, clock),
        log);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    KinesisEvents.consume(event, answer, time.begin(context), consumer);
  }
}
