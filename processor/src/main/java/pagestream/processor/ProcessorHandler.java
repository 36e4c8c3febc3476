package pagestream.processor;

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
import pagestream.aws.KinesisStream;
import pagestream.aws.LambdaLog;
import pagestream.aws.RunTable;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Log;
import pagestream.pipeline.Publisher;
import pagestream.pipeline.Row;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamConsumer;

/// Consumes the raw stream.
public final class ProcessorHandler implements RequestStreamHandler {
  /// What a batch takes at most.
  public static final Duration LONGEST_BATCH = Processor.LONGEST;

  private final StreamConsumer<Row> consumer;
  private final CallTime time;

  public ProcessorHandler() {
    this(new CallTime());
  }

  private ProcessorHandler(CallTime time) {
    this(consumer(System.getenv(), time), time);
  }

  ProcessorHandler(StreamConsumer<Row> consumer, CallTime time) {
    this.consumer = consumer;
    this.time = time;
  }

  private static StreamConsumer<Row> consumer(Map<String, String> env, CallTime time) {
    ProcessorConfig config = ProcessorConfig.from(env);
    Log log = LambdaLog.from(env);
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    var dynamo = Clients.dynamo(time);
    var failures = new FailureTable(dynamo, config.errorTable());
    var stream = new KinesisStream(Clients.kinesis(time), config.stream(), log);
    var runs = new RunTable(dynamo, config.runTable(), clock);
    return new StreamConsumer<>(
        BatchCodec.ROWS,
        new Processor(
            config.recipes(),
            new Publisher<>(stream, BatchCodec.RECORDS),
            runs,
            failures,
            failures,
            clock,
            log),
        new FailedBatches<>(Stage.PROCESSOR, BatchCodec.ROWS, failures, runs, clock),
        log);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    KinesisEvents.consume(event, answer, time.begin(context), consumer);
  }
}
