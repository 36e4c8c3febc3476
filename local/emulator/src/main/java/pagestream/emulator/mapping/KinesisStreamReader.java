package pagestream.emulator.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagestream.emulator.mapping.StreamException.Kind;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Reads a stream through AWS's SDK.
final class KinesisStreamReader implements StreamReader {
  private final KinesisClient kinesis;
  private final String streamName;

  KinesisStreamReader(KinesisClient kinesis, String streamName) {
    this.kinesis = kinesis;
    this.streamName = streamName;
  }

  @Override
  public List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    ListShardsRequest request = ListShardsRequest.builder().streamName(streamName).build();
    while (true) {
      ListShardsResponse response = kinesis.listShards(request);
      response.shards().forEach(shard -> shards.add(shard(shard)));
      if (response.nextToken() == null) {
        return shards;
      }
      request = ListShardsRequest.builder().nextToken(response.nextToken()).build();
    }
  }

  @Override
  public String iterator(String shardId, Position position) {
    try {
      return kinesis.getShardIterator(iteratorRequest(shardId, position)).shardIterator();
    } catch (InvalidArgumentException e) {
      throw new StreamException(
          Kind.UNKNOWN_SEQUENCE_NUMBER,
          "%s of stream %s knows no position %s".formatted(shardId, streamName, position.text()),
          e);
    } catch (ProvisionedThroughputExceededException | LimitExceededException e) {
      throw new StreamException(Kind.THROTTLED, "stream " + streamName + " throttles", e);
    }
  }

  @Override
  public Slice records(String iterator, int limit) {
    try {
      GetRecordsResponse response =
          kinesis.getRecords(
              GetRecordsRequest.builder().shardIterator(iterator).limit(limit).build());
      return new Slice(
          response.records().stream().map(KinesisStreamReader::record).toList(),
          Optional.ofNullable(response.nextShardIterator()));
    } catch (ExpiredIteratorException | InvalidArgumentException e) {
      throw new StreamException(
          Kind.EXPIRED_ITERATOR, "an iterator of stream " + streamName + " has expired", e);
    } catch (ProvisionedThroughputExceededException | LimitExceededException e) {
      throw new StreamException(Kind.THROTTLED, "stream " + streamName + " throttles", e);
    }
  }

  private GetShardIteratorRequest iteratorRequest(String shardId, Position position) {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamName(streamName).shardId(shardId);
    switch (position) {
      case Position.Mark mark -> request.shardIteratorType(mark.name());
      case Position.At(String number) ->
          request
              .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
              .startingSequenceNumber(number);
      case Position.After(String number) ->
          request
              .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
              .startingSequenceNumber(number);
    }
    return request.build();
  }

  private static Shard shard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
    Set<String> parents =
        Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
    return new Shard(shard.shardId(), parents);
  }

  private static KinesisRecord record(Record r) {
    return new KinesisRecord(
        r.sequenceNumber(),
        r.partitionKey(),
        r.data().asByteArray(),
        r.approximateArrivalTimestamp());
  }
}
