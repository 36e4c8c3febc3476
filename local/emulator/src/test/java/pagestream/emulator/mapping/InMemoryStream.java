package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import pagestream.emulator.mapping.Position.Mark;

/// A stream in memory whose sequence numbers count up from 101, and which can be told to refuse.
final class InMemoryStream implements StreamReader {
  static final String SHARD = "shardId-000000000000";

  private static final class Content {
    final Shard shard;
    final List<KinesisRecord> records = new ArrayList<>();
    boolean closed;

    Content(Shard shard) {
      this.shard = shard;
    }
  }

  final List<Position> iterators = Collections.synchronizedList(new ArrayList<>());
  final List<Integer> limits = Collections.synchronizedList(new ArrayList<>());
  private final InstantSource clock;
  private final Map<String, Content> contents = new LinkedHashMap<>();
  private final Deque<RuntimeException> refusals = new ArrayDeque<>();
  private int lastNumber = 100;

  InMemoryStream(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void addShard(String id, String... parents) {
    contents.put(id, new Content(new Shard(id, Set.of(parents))));
  }

  synchronized void close(String shardId) {
    content(shardId).closed = true;
  }

  /// Adds a record to a shard and returns its sequence number.
  synchronized String put(String shardId, byte[] data) {
    lastNumber++;
    String number = String.valueOf(lastNumber);
    content(shardId).records.add(new KinesisRecord(number, "key", data, clock.instant()));
    return number;
  }

  synchronized void putAll(String... texts) {
    for (String text : texts) {
      String ignored = put(SHARD, text.getBytes(UTF_8));
    }
  }

  synchronized void refuseNextReads(RuntimeException... exceptions) {
    refusals.addAll(List.of(exceptions));
  }

  @Override
  public synchronized List<Shard> shards() {
    return contents.values().stream().map(c -> c.shard).toList();
  }

  @Override
  public synchronized String iterator(String shardId, Position position) {
    iterators.add(position);
    List<KinesisRecord> records = content(shardId).records;
    int index =
        switch (position) {
          case Mark mark -> mark == Mark.TRIM_HORIZON ? 0 : records.size();
          case Position.At(String number) -> index(shardId, number);
          case Position.After(String number) -> index(shardId, number) + 1;
        };
    return shardId + ":" + index;
  }

  @Override
  public synchronized Slice records(String iterator, int limit) {
    if (!refusals.isEmpty()) {
      throw refusals.remove();
    }
    limits.add(limit);
    int colon = iterator.indexOf(':');
    Content content = content(iterator.substring(0, colon));
    int from = Integer.parseInt(iterator.substring(colon + 1));
    int to = Math.min(content.records.size(), from + limit);
    boolean end = content.closed && to == content.records.size();
    return new Slice(
        List.copyOf(content.records.subList(from, to)),
        end ? Optional.empty() : Optional.of(content.shard.id() + ":" + to));
  }

  private int index(String shardId, String number) {
    List<String> numbers =
        content(shardId).records.stream().map(KinesisRecord::sequenceNumber).toList();
    int index = numbers.indexOf(number);
    if (index < 0) {
      throw new StreamException(
          StreamException.Kind.UNKNOWN_SEQUENCE_NUMBER,
          "no record " + number,
          new IllegalArgumentException(number));
    }
    return index;
  }

  private Content content(String shardId) {
    return Objects.requireNonNull(contents.get(shardId), shardId);
  }
}
