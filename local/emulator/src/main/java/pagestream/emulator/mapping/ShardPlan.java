package pagestream.emulator.mapping;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import pagestream.emulator.mapping.Position.Mark;
import pagestream.emulator.mapping.StreamMappingSettings.StartingPosition;
import pagestream.emulator.mapping.StreamReader.Shard;

/// Decides which shards may be read: children after their parents, as
/// <https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html>
/// asks for, so that the records of a partition key stay in order.
final class ShardPlan {
  private final StreamMappingSettings settings;
  private final Checkpoints checkpoints;

  ShardPlan(StreamMappingSettings settings, Checkpoints checkpoints) {
    this.settings = settings;
    this.checkpoints = checkpoints;
  }

  /// The shards that have not ended and whose listed parents all have.
  List<String> readable(List<Shard> shards) {
    if (!checkpoints.knows(settings.stream())) {
      saveStartingPositions(shards);
    }
    Set<String> listed = shards.stream().map(Shard::id).collect(Collectors.toSet());
    return shards.stream()
        .filter(shard -> !hasEnded(shard.id()))
        .filter(shard -> shard.parents().stream().filter(listed::contains).allMatch(this::hasEnded))
        .map(Shard::id)
        .toList();
  }

  /// Only the shards of the first listing begin at the starting position: all records of a shard
  /// that appears later are new.
  private void saveStartingPositions(List<Shard> shards) {
    Set<String> parents =
        shards.stream().flatMap(s -> s.parents().stream()).collect(Collectors.toSet());
    for (Shard shard : shards) {
      Position start = startingPosition(parents.contains(shard.id()));
      checkpoints.save(settings.stream(), shard.id(), start);
    }
  }

  private Position startingPosition(boolean isParent) {
    if (settings.startingPosition() == StartingPosition.TRIM_HORIZON) {
      return Mark.TRIM_HORIZON;
    }
    // A parent is closed and gets no new records.
    return isParent ? Mark.SHARD_END : Mark.LATEST;
  }

  private boolean hasEnded(String shardId) {
    return checkpoints
        .find(settings.stream(), shardId)
        .filter(position -> position == Mark.SHARD_END)
        .isPresent();
  }
}
