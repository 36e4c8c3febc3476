package pagestream.emulator.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The position in each shard up to which a mapping is done, kept by stream and shard; safe for the
/// threads of all shards.
interface Checkpoints {
  Optional<Position> find(String stream, String shardId);

  void save(String stream, String shardId, Position position);

  /// Whether there is a checkpoint for any shard of the stream.
  boolean knows(String stream);

  static Checkpoints inMemory() {
    Map<String, Map<String, Position>> positions = new ConcurrentHashMap<>();
    return new Checkpoints() {
      @Override
      public Optional<Position> find(String stream, String shardId) {
        return Optional.ofNullable(positions.getOrDefault(stream, Map.of()).get(shardId));
      }

      @Override
      public void save(String stream, String shardId, Position position) {
        positions.computeIfAbsent(stream, _ -> new ConcurrentHashMap<>()).put(shardId, position);
      }

      @Override
      public boolean knows(String stream) {
        return positions.containsKey(stream);
      }
    };
  }
}
