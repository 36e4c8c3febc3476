package pagestream.pipeline;

import java.util.BitSet;
import java.util.List;

/// Puts records on a stream, as Kinesis' PutRecords does it: some of a request may fail.
public interface StreamWriter {
  /// A record on its way out.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Put(String partitionKey, byte[] data) {
    int size() {
      return data.length + partitionKey.length();
    }
  }

  /// Puts the records with one request and returns the indexes of those that failed. A request that
  /// fails as a whole fails all of them.
  BitSet put(List<Put> records);
}
