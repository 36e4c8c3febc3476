package pagestream.emulator.mapping;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Read access to one Kinesis stream, in the terms of its API. It throws [StreamException] for the
/// refusals that have an answer.
interface StreamReader {
  /// A shard and the shards that it was split or merged from.
  record Shard(String id, Set<String> parents) {}

  /// Records in order and the iterator after them, which is empty at the end of a closed shard.
  record Slice(List<KinesisRecord> records, Optional<String> nextIterator) {}

  List<Shard> shards();

  String iterator(String shardId, Position position);

  Slice records(String iterator, int limit);
}
