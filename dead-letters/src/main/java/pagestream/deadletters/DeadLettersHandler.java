package pagestream.deadletters;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.github.f4b6a3.ulid.UlidCreator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import pagestream.aws.Bucket;
import pagestream.aws.CallTime;
import pagestream.aws.Clients;
import pagestream.aws.FailureTable;
import pagestream.aws.LambdaLog;
import pagestream.aws.RunTable;
import pagestream.aws.SqsEvents;
import pagestream.encoding.Json;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.ExhaustedTasks;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Log;
import pagestream.pipeline.Stage;

/// Consumes the queue that tells of each object in the on-failure bucket, and the dead-letter queue
/// of the tasks.
public final class DeadLettersHandler implements RequestStreamHandler {
  private final DeadLetters deadLetters;
  private final CallTime time;
  private final Log log;

  public DeadLettersHandler() {
    this(System.getenv());
  }

  private DeadLettersHandler(Map<String, String> env) {
    this(DeadLettersConfig.from(env), LambdaLog.from(env));
  }

  private DeadLettersHandler(DeadLettersConfig config, Log log) {
    this(config, new CallTime(), log);
  }

  private DeadLettersHandler(DeadLettersConfig config, CallTime time, Log log) {
    this(deadLetters(config, time, log), time, log);
  }

  DeadLettersHandler(DeadLetters deadLetters, CallTime time, Log log) {
    this.time = time;
    this.deadLetters = deadLetters;
    this.log = log;
  }

  private static DeadLetters deadLetters(DeadLettersConfig config, CallTime time, Log log) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    var dynamo = Clients.dynamo(time);
    var failures = new FailureTable(dynamo, config.errorTable());
    var runs = new RunTable(dynamo, config.runTable(), clock);
    var rows = new FailedBatches<>(Stage.PROCESSOR, BatchCodec.ROWS, failures, runs, clock);
    var records = new FailedBatches<>(Stage.WRITER, BatchCodec.RECORDS, failures, runs, clock);
    return new DeadLetters(
        new Bucket(Clients.s3(time))::read,
        Map.of(config.rawStream(), rows, config.cleanStream(), records),
        new ExhaustedTasks(failures, runs, () -> UlidCreator.getMonotonicUlid().toString(), clock),
        log);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    time.begin(context);
    SqsEvents.consume(Json.MAPPER.readTree(event), answer, deadLetters::keep, log);
  }
}
