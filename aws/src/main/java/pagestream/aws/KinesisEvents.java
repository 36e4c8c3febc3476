package pagestream.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.StreamRecord;
import pagestream.timing.Deadline;

/// Lambda's Kinesis event, handed to a consumer, and its answer in the form of
/// `ReportBatchItemFailures`.
public final class KinesisEvents {
  /// What a consumer leaves of the function's time, so that its last call can end and its answer
  /// gets out.
  private static final Duration RESERVE = Duration.ofSeconds(5);

  private KinesisEvents() {}

  public static StreamsEventResponse consume(
      KinesisEvent event, Context context, StreamConsumer<?> consumer) {
    List<StreamRecord> records = event.getRecords().stream().map(KinesisEvents::record).toList();
    return answer(consumer.consume(records, deadline(context).less(RESERVE)));
  }

  /// When the function must have answered.
  public static Deadline deadline(Context context) {
    return Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()));
  }

  private static StreamsEventResponse answer(Optional<String> failed) {
    return new StreamsEventResponse(failed.map(BatchItemFailure::new).stream().toList());
  }

  private static StreamRecord record(KinesisEventRecord record) {
    ByteBuffer data = record.getKinesis().getData();
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    String shard = record.getEventID().split(":", 2)[0];
    return new StreamRecord(shard, record.getKinesis().getSequenceNumber(), bytes);
  }
}
