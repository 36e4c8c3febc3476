package pagestream.aws;

import java.util.BitSet;
import java.util.List;
import pagestream.pipeline.Log;
import pagestream.pipeline.StreamWriter;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/// A Kinesis data stream, written by PutRecords.
public final class KinesisStream implements StreamWriter {
  private final KinesisClient kinesis;
  private final String name;
  private final Log log;

  public KinesisStream(KinesisClient kinesis, String name, Log log) {
    this.kinesis = kinesis;
    this.name = name;
    this.log = log;
  }

  @Override
  public BitSet put(List<Put> records) {
    BitSet failed = new BitSet(records.size());
    try {
      List<PutRecordsResultEntry> results =
          kinesis
              .putRecords(request ->
                  request
                      .streamName(name)
                      .records(records.stream().map(KinesisStream::entry).toList()))
              .records();
      for (int i = 0; i < results.size(); i++) {
        failed.set(i, results.get(i).errorCode() != null);
      }
    } catch (SdkException e) {
      log.warn("putting %d records on %s failed: %s".formatted(records.size(), name, e));
      failed.set(0, records.size());
    }
    return failed;
  }

  private static PutRecordsRequestEntry entry(Put put) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(put.partitionKey())
        .data(SdkBytes.fromByteArrayUnsafe(put.data()))
        .build();
  }
}
