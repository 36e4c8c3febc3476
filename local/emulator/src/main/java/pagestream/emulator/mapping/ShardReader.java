package pagestream.emulator.mapping;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pagestream.emulator.mapping.Position.Mark;
import pagestream.emulator.mapping.StreamReader.Slice;
import pagestream.timing.Backoff;

/// Reads one shard in order from a position to its end, and survives what a stream may refuse:
/// expired iterators, throttling, sequence numbers of a stream that was made anew.
final class ShardReader {
  private final StreamReader stream;
  private final String shardId;
  private final Backoff backoff;
  private final Pauses pauses;
  private final Consumer<String> log;
  private Position position;
  private @Nullable String iterator;
  private int failures;

  ShardReader(
      StreamReader stream,
      String shardId,
      Position start,
      Backoff backoff,
      Pauses pauses,
      Consumer<String> log) {
    this.stream = stream;
    this.shardId = shardId;
    this.position = start;
    this.backoff = backoff;
    this.pauses = pauses;
    this.log = log;
  }

  boolean ended() {
    return position == Mark.SHARD_END;
  }

  /// The next records, at most `limit`; none when there are no new ones, when the shard has ended,
  /// and after a refusal, which the next read makes good.
  List<KinesisRecord> read(int limit) {
    if (ended()) {
      return List.of();
    }
    try {
      List<KinesisRecord> records = readSlice(limit);
      failures = 0;
      return records;
    } catch (StreamException e) {
      recover(e);
    } catch (RuntimeException e) {
      // The stream may have been made anew, which no iterator survives.
      iterator = null;
      log.accept("reading %s failed, trying again: %s".formatted(shardId, e));
      backOff();
    }
    return List.of();
  }

  private List<KinesisRecord> readSlice(int limit) {
    String current = iterator;
    if (current == null) {
      current = stream.iterator(shardId, position);
      iterator = current;
    }
    Slice slice = stream.records(current, limit);
    iterator = slice.nextIterator().orElse(null);
    if (iterator == null) {
      position = Mark.SHARD_END;
    } else if (!slice.records().isEmpty()) {
      position = new Position.After(slice.records().getLast().sequenceNumber());
    }
    return slice.records();
  }

  private void recover(StreamException e) {
    switch (e.kind()) {
      case THROTTLED -> backOff();
      case EXPIRED_ITERATOR -> iterator = null;
      case UNKNOWN_SEQUENCE_NUMBER -> {
        log.accept("reading %s from its trim horizon: %s".formatted(shardId, e.getMessage()));
        position = Mark.TRIM_HORIZON;
        backOff();
      }
    }
  }

  private void backOff() {
    failures++;
    pauses.pause(backoff.delay(failures));
  }
}
