package pagestream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagestream.timing.Deadline;

class PublisherTest {
  private final List<List<StreamWriter.Put>> requests = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Deadline inTwoSeconds = new Deadline(nanos::get, Duration.ofSeconds(2));

  @Test
  void nothingToPublishNeedsNoRequest() {
    assertThat(publish(taking(), List.of())).isEmpty();
    assertThat(requests).isEmpty();
  }

  @Test
  void pageAndBatchNumberAreThePartitionKeyAndTheBatchIsTheData() {
    Batch<Row> batch = Samples.batch(12, Samples.row(3));

    assertThat(publish(taking(), List.of(batch))).isEmpty();

    StreamWriter.Put put = requests.getFirst().getFirst();
    assertThat(put.partitionKey()).isEqualTo("01JCZX8V3G0000000000000000-12");
    assertThat(BatchCodec.ROWS.decode(put.data())).isEqualTo(Result.ok(batch));
  }

  @Test
  void aRequestTakesFiveHundredRecords() {
    List<Batch<Row>> batches = batches(1_001);

    assertThat(publish(taking(), batches)).isEmpty();
    assertThat(requests).map(List::size).containsExactly(500, 500, 1);
    assertThat(keys()).isEqualTo(batches.stream().map(PublisherTest::key).toList());
  }

  @Test
  void aRequestTakesFiveMebibytesButNoMore() {
    Random random = new Random(1);
    List<Batch<Row>> batches =
        IntStream.range(0, 40).mapToObj(i -> Samples.batch(i, incompressible(random))).toList();

    assertThat(publish(taking(), batches)).isEmpty();
    assertThat(keys()).hasSize(40).doesNotHaveDuplicates();
    assertThat(requests).hasSizeGreaterThan(1);
    for (int i = 0; i + 1 < requests.size(); i++) {
      int next = requests.get(i + 1).getFirst().size();
      assertThat(size(requests.get(i))).isBetween((5 << 20) - next + 1, 5 << 20);
    }
  }

  @Test
  void onlyWhatFailedIsSentAgain() {
    StreamWriter stream = records -> requests.isEmpty() ? sent(records, 0, 2) : sent(records);

    assertThat(publish(stream, batches(4))).isEmpty();
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1)).map(StreamWriter.Put::partitionKey).containsExactly(key(0), key(2));
  }

  @Test
  void whatFailedInSeveralRequestsGoesTogetherIntoTheNext() {
    StreamWriter stream = records -> requests.size() < 2 ? sent(records, 1) : sent(records);

    assertThat(publish(stream, batches(600))).isEmpty();
    assertThat(requests.get(2))
        .map(StreamWriter.Put::partitionKey)
        .containsExactly(key(1), key(501));
  }

  @Test
  void afterTheDeadlineNothingIsSent() {
    List<Batch<Row>> batches = batches(3);
    nanos.set(Duration.ofSeconds(2).toNanos());

    assertThat(publish(taking(), batches)).isEqualTo(batches);
    assertThat(requests).isEmpty();
  }

  @Test
  void whatTheDeadlineCutsOffIsReturned() {
    List<Batch<Row>> batches = batches(700);
    StreamWriter slow =
        records -> {
          nanos.addAndGet(Duration.ofSeconds(3).toNanos());
          return sent(records, 7);
        };

    List<Batch<Row>> left = publish(slow, batches);

    assertThat(requests).hasSize(1);
    assertThat(left).hasSize(201).startsWith(batches.get(7)).endsWith(batches.get(699));
  }

  @Test
  void aStreamThatTakesNothingIsTriedUntilTheDeadline() {
    List<Batch<Row>> batches = batches(2);
    StreamWriter refusing =
        records -> {
          nanos.addAndGet(Duration.ofSeconds(1).toNanos());
          return sent(records, 0, 1);
        };

    assertThat(publish(refusing, batches)).isEqualTo(batches);
    assertThat(requests).hasSize(2);
  }

  private StreamWriter taking() {
    return this::sent;
  }

  /// Remembers a request and answers which of its records failed.
  private BitSet sent(List<StreamWriter.Put> records, int... failed) {
    requests.add(List.copyOf(records));
    BitSet failures = new BitSet();
    IntStream.of(failed).forEach(failures::set);
    return failures;
  }

  private List<Batch<Row>> publish(StreamWriter stream, List<Batch<Row>> batches) {
    return new Publisher<>(stream, BatchCodec.ROWS).publish(batches, inTwoSeconds);
  }

  private List<String> keys() {
    return requests.stream().flatMap(List::stream).map(StreamWriter.Put::partitionKey).toList();
  }

  private static int size(List<StreamWriter.Put> records) {
    return records.stream().mapToInt(put -> put.data().length + put.partitionKey().length()).sum();
  }

  private static List<Batch<Row>> batches(int count) {
    return IntStream.range(0, count).mapToObj(i -> Samples.batch(i, Samples.row(i))).toList();
  }

  private static String key(Batch<Row> batch) {
    return key(batch.number());
  }

  private static String key(int number) {
    return Samples.ORIGIN.page() + "-" + number;
  }

  private static Row incompressible(Random random) {
    byte[] bytes = new byte[180_000];
    random.nextBytes(bytes);
    return new Row(0, Map.of("noise", HexFormat.of().formatHex(bytes)));
  }
}
