package pagestream.emulator.mapping;

import java.util.List;
import pagestream.emulator.mapping.Position.Mark;

/// Reads one shard from its checkpoint and delivers its batches one after the other, in order,
/// until the shard ends or the mapping stops.
final class ShardPoller {
  private final StreamMappingParts parts;
  private final String shardId;
  private final Pauses pauses;
  private final ShardReader reader;
  private final BatchBuffer<KinesisRecord> buffer;
  private final BatchDelivery delivery;

  ShardPoller(StreamMappingParts parts, String shardId, Pauses pauses) {
    this.parts = parts;
    this.shardId = shardId;
    this.pauses = pauses;
    Position start =
        parts.checkpoints().find(parts.settings().stream(), shardId).orElse(Mark.TRIM_HORIZON);
    this.reader =
        new ShardReader(
            parts.stream(), shardId, start, parts.pacing().backoff(), pauses, parts.log());
    this.buffer =
        new BatchBuffer<>(
            parts.settings(), new KinesisEventJson(parts.arns(), shardId), parts.clock());
    this.delivery = new BatchDelivery(parts, shardId, pauses);
  }

  void run() {
    while (!pauses.stopped()) {
      List<KinesisRecord> records = reader.read(buffer.room());
      buffer.add(records);
      if (buffer.isReady() || (reader.ended() && !buffer.isEmpty())) {
        delivery.deliver(buffer.take());
        buffer.startWindow();
      } else if (reader.ended()) {
        parts.checkpoints().save(parts.settings().stream(), shardId, Mark.SHARD_END);
        return;
      } else if (records.isEmpty()) {
        pauses.pause(parts.pacing().idle());
      }
    }
  }
}
