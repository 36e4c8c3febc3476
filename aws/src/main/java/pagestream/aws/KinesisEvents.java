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
  private KinesisEvents() {}

  /// Hands an event's records to a consumer.
  ///
  /// @param deadline when the last call to AWS may begin
  public static StreamsEventResponse consume(
      KinesisEvent event, Deadline deadline, StreamConsumer<?> consumer) {
    List<StreamRecord> records = event.getRecords().stream().map(KinesisEvents::record).toList();
    return answer(consumer.consume(records, deadline));
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
