package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pagestream.emulator.mapping.StreamException.Kind;
import pagestream.emulator.mapping.StreamReader.Shard;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;

class KinesisStreamReaderTest {
  /// Answers each request with the next of its answers, or throws it.
  private static final class FakeKinesis implements KinesisClient {
    final List<Object> requests = new ArrayList<>();
    final Deque<Object> answers = new ArrayDeque<>();

    @Override
    public ListShardsResponse listShards(ListShardsRequest request) {
      return answer(request, ListShardsResponse.class);
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
      return answer(request, GetShardIteratorResponse.class);
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
      return answer(request, GetRecordsResponse.class);
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private <T> T answer(Object request, Class<T> type) {
      requests.add(request);
      Object answer = answers.remove();
      if (answer instanceof SdkException e) {
        throw e;
      }
      return type.cast(answer);
    }
  }

  private final FakeKinesis kinesis = new FakeKinesis();
  private final KinesisStreamReader reader = new KinesisStreamReader(kinesis, "pages");

  @Test
  void listsTheShardsOfAllPagesWithTheirParents() {
    kinesis.answers.add(
        ListShardsResponse.builder().shards(shard("a", null, null)).nextToken("more").build());
    kinesis.answers.add(ListShardsResponse.builder().shards(shard("c", "a", "b")).build());

    assertThat(reader.shards())
        .containsExactly(new Shard("a", Set.of()), new Shard("c", Set.of("a", "b")));

    assertThat(kinesis.requests)
        .containsExactly(
            ListShardsRequest.builder().streamName("pages").build(),
            ListShardsRequest.builder().nextToken("more").build());
  }

  @Test
  void positionsBecomeShardIteratorTypes() {
    assertThat(iteratorRequest(Position.Mark.TRIM_HORIZON).shardIteratorTypeAsString())
        .isEqualTo("TRIM_HORIZON");
    assertThat(iteratorRequest(Position.Mark.LATEST).shardIteratorTypeAsString())
        .isEqualTo("LATEST");
    GetShardIteratorRequest at = iteratorRequest(new Position.At("7"));
    assertThat(at.shardIteratorTypeAsString()).isEqualTo("AT_SEQUENCE_NUMBER");
    assertThat(at.startingSequenceNumber()).isEqualTo("7");
    GetShardIteratorRequest after = iteratorRequest(new Position.After("7"));
    assertThat(after.shardIteratorTypeAsString()).isEqualTo("AFTER_SEQUENCE_NUMBER");
    assertThat(after.startingSequenceNumber()).isEqualTo("7");
  }

  @Test
  void recordsKeepAllThatTheEventNeeds() {
    Instant arrival = Instant.parse("2026-01-02T03:04:05.678Z");
    kinesis.answers.add(
        GetRecordsResponse.builder()
            .records(
                Record.builder()
                    .sequenceNumber("7")
                    .partitionKey("k")
                    .data(SdkBytes.fromUtf8String("hello"))
                    .approximateArrivalTimestamp(arrival)
                    .build())
            .nextShardIterator("next")
            .build());

    StreamReader.Slice slice = reader.records("first", 5);

    assertThat(slice.nextIterator()).contains("next");
    KinesisRecord record = slice.records().getFirst();
    assertThat(record.sequenceNumber()).isEqualTo("7");
    assertThat(record.partitionKey()).isEqualTo("k");
    assertThat(record.data()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(record.arrival()).isEqualTo(arrival);
    assertThat(kinesis.requests)
        .containsExactly(GetRecordsRequest.builder().shardIterator("first").limit(5).build());
  }

  @Test
  void closedShardHasNoNextIterator() {
    kinesis.answers.add(GetRecordsResponse.builder().build());

    assertThat(reader.records("last", 5).nextIterator()).isEmpty();
  }

  @Test
  void refusalsOfKinesisKeepTheirMeaning() {
    assertRecordsRefused(ExpiredIteratorException.builder().build(), Kind.EXPIRED_ITERATOR);
    assertRecordsRefused(InvalidArgumentException.builder().build(), Kind.EXPIRED_ITERATOR);
    assertRecordsRefused(ProvisionedThroughputExceededException.builder().build(), Kind.THROTTLED);
    kinesis.answers.add(InvalidArgumentException.builder().build());
    assertThatThrownBy(() -> reader.iterator("a", new Position.At("7")))
        .hasMessage("a of stream pages knows no position AT_SEQUENCE_NUMBER:7")
        .asInstanceOf(InstanceOfAssertFactories.type(StreamException.class))
        .extracting(StreamException::kind)
        .isEqualTo(Kind.UNKNOWN_SEQUENCE_NUMBER);
  }

  private static software.amazon.awssdk.services.kinesis.model.Shard shard(
      String id, @Nullable String parent, @Nullable String adjacentParent) {
    return software.amazon.awssdk.services.kinesis.model.Shard.builder()
        .shardId(id)
        .parentShardId(parent)
        .adjacentParentShardId(adjacentParent)
        .build();
  }

  private GetShardIteratorRequest iteratorRequest(Position position) {
    kinesis.answers.add(GetShardIteratorResponse.builder().shardIterator("i").build());
    assertThat(reader.iterator("a", position)).isEqualTo("i");
    return (GetShardIteratorRequest) kinesis.requests.getLast();
  }

  private void assertRecordsRefused(SdkException refusal, Kind kind) {
    kinesis.answers.add(refusal);
    assertThatThrownBy(() -> reader.records("i", 1))
        .asInstanceOf(InstanceOfAssertFactories.type(StreamException.class))
        .extracting(StreamException::kind)
        .isEqualTo(kind);
  }
}
