package pagestream.pipeline;

import java.util.List;
import pagestream.timing.Deadline;

/// Puts batches on a stream within the limits of PutRecords (500 records and 5 MiB a request).
public final class Publisher<E extends Entry> {
  static final int MAX_RECORDS = 500;
  static final int MAX_REQUEST_BYTES = 5 << 20;

  private final BulkSender<Outgoing<E>> sender;
  private final BatchCodec<E> codec;

  public Publisher(StreamWriter stream, BatchCodec<E> codec) {
    this.sender =
        new BulkSender<>(
            MAX_RECORDS,
            MAX_REQUEST_BYTES,
            outgoing -> outgoing.put().size(),
            request -> stream.put(request.stream().map(Outgoing::put).toList()));
    this.codec = codec;
  }

  /// Returns the batches that are not on the stream when the deadline has passed; none means all
  /// are.
  public List<Batch<E>> publish(List<Batch<E>> batches, Deadline deadline) {
    return sender.send(batches.stream().map(this::outgoing).toList(), deadline).stream()
        .map(Outgoing::batch)
        .toList();
  }

  private record Outgoing<E extends Entry>(Batch<E> batch, StreamWriter.Put put) {}

  /// The partition key spreads a page's batches over the shards.
  private Outgoing<E> outgoing(Batch<E> batch) {
    String partitionKey = batch.origin().countedAs() + "-" + batch.number();
    return new Outgoing<>(batch, new StreamWriter.Put(partitionKey, codec.encode(batch)));
  }
}
