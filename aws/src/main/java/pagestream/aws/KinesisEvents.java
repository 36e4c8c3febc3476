package pagestream.aws;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pagestream.encoding.Json;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.StreamRecord;
import pagestream.timing.Deadline;

/// Lambda's Kinesis event, handed to a consumer, and its answer.
public final class KinesisEvents {
  private KinesisEvents() {}

  /// Hands an event's records to a consumer, and writes which of them must be redelivered.
  ///
  /// @param deadline when the last call to AWS may begin
  public static void consume(
      InputStream event, OutputStream answer, Deadline deadline, StreamConsumer<?> consumer)
      throws IOException {
    List<StreamRecord> records = StreamRecords.of(Json.MAPPER.readTree(event).path("Records"));
    Optional<String> failed = consumer.consume(records, deadline);
    PartialBatchResponse.write(failed.stream().toList(), answer);
  }

  /// When the function must have answered.
  public static Deadline deadline(Context context) {
    return Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()));
  }
}
