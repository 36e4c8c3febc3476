package pagestream.pipeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import pagestream.timing.Backoff;
import pagestream.timing.Deadline;

/// Puts batches on a stream within the limits of PutRecords (500 records and 5 MiB a request), and
/// sends what failed again, and only that, until it is through or time runs out.
public final class Publisher<E extends Entry> {
  static final int MAX_RECORDS = 500;
  static final int MAX_REQUEST_BYTES = 5 << 20;

  private final StreamWriter stream;
  private final BatchCodec<E> codec;

  public Publisher(StreamWriter stream, BatchCodec<E> codec) {
    this.stream = stream;
    this.codec = codec;
  }

  /// Returns the batches that are not on the stream when the deadline has passed; none means all
  /// are.
  public List<Batch<E>> publish(List<Batch<E>> batches, Deadline deadline) {
    List<Outgoing<E>> waiting = batches.stream().map(this::outgoing).toList();
    int tries = 0;
    do {
      waiting = putOnce(waiting, deadline);
      tries++;
    } while (!waiting.isEmpty() && Backoff.REQUESTS.await(tries, deadline));
    return waiting.stream().map(Outgoing::batch).toList();
  }

  private record Outgoing<E extends Entry>(Batch<E> batch, StreamWriter.Put put) {}

  /// The partition key spreads a page's batches over the shards.
  private Outgoing<E> outgoing(Batch<E> batch) {
    String partitionKey = batch.origin().page() + "-" + batch.number();
    return new Outgoing<>(batch, new StreamWriter.Put(partitionKey, codec.encode(batch)));
  }

  private List<Outgoing<E>> putOnce(List<Outgoing<E>> waiting, Deadline deadline) {
    List<Outgoing<E>> failed = new ArrayList<>();
    for (List<Outgoing<E>> request : requests(waiting)) {
      if (deadline.passed()) {
        failed.addAll(request);
      } else {
        BitSet failures = stream.put(request.stream().map(Outgoing::put).toList());
        failures.stream().mapToObj(request::get).forEach(failed::add);
      }
    }
    return failed;
  }

  private List<List<Outgoing<E>>> requests(List<Outgoing<E>> waiting) {
    List<List<Outgoing<E>>> requests = new ArrayList<>();
    int first = 0;
    int bytes = 0;
    for (int i = 0; i < waiting.size(); i++) {
      int size = waiting.get(i).put().size();
      if (i > first && (i - first == MAX_RECORDS || bytes + size > MAX_REQUEST_BYTES)) {
        requests.add(waiting.subList(first, i));
        first = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (first < waiting.size()) {
      requests.add(waiting.subList(first, waiting.size()));
    }
    return requests;
  }
}
