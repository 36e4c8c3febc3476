package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.emulator.mapping.TestSettings.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.emulator.lambda.Invoker;

/// The batching of
// docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html.
class BatchBufferTest {
  private final FakeTime time = new FakeTime(Harness.START);

  @Test
  void withoutAWindowABatchIsReadyAsSoonAsThereAreRecords() {
    BatchBuffer<KinesisRecord> buffer = buffer(settings());

    assertThat(buffer.isReady()).isFalse();
    buffer.add(records(1, 10));

    assertThat(buffer.isReady()).isTrue();
  }

  @Test
  void batchHoldsAtMostTheBatchSize() {
    BatchBuffer<KinesisRecord> buffer = buffer(settings().batchSize(2));

    buffer.add(records(3, 10));

    assertThat(buffer.take()).hasSize(2);
    assertThat(buffer.take()).hasSize(1);
    assertThat(buffer.isEmpty()).isTrue();
  }

  @Test
  void windowGathersRecordsUntilItEnds() {
    BatchBuffer<KinesisRecord> buffer = buffer(settings().batchWindow(5));
    buffer.add(records(1, 10));
    time.advance(Duration.ofMillis(4999));
    buffer.add(records(1, 10));

    assertThat(buffer.isReady()).isFalse();
    time.advance(Duration.ofMillis(1));

    assertThat(buffer.isReady()).isTrue();
    assertThat(buffer.take()).hasSize(2);
  }

  @Test
  void fullBatchDoesNotWaitForItsWindow() {
    BatchBuffer<KinesisRecord> buffer = buffer(settings().batchWindow(5).batchSize(2));

    buffer.add(records(2, 10));

    assertThat(buffer.isReady()).isTrue();
  }

  @Test
  void nextWindowBeginsWhenThePreviousInvocationIsDone() {
    BatchBuffer<KinesisRecord> buffer = buffer(settings().batchWindow(5));
    time.advance(Duration.ofSeconds(4));
    buffer.startWindow();
    buffer.add(records(1, 10));
    time.advance(Duration.ofSeconds(4));

    assertThat(buffer.isReady()).isFalse();
    time.advance(Duration.ofSeconds(1));

    assertThat(buffer.isReady()).isTrue();
  }

  @Test
  void windowWithoutRecordsIsFollowedByANewOne() {
    BatchBuffer<KinesisRecord> buffer = buffer(settings().batchWindow(5));
    time.advance(Duration.ofSeconds(5));
    assertThat(buffer.isReady()).isFalse();

    buffer.add(records(1, 10));

    assertThat(buffer.isReady()).isFalse();
    time.advance(Duration.ofSeconds(5));
    assertThat(buffer.isReady()).isTrue();
  }

  @Test
  void eventInBase64StaysWithinSixMegabytes() {
    StreamMappingSettings settings = settings().batchWindow(5).build();
    KinesisEventJson events = new KinesisEventJson(TestSettings.ARNS, InMemoryStream.SHARD);
    BatchBuffer<KinesisRecord> buffer = new BatchBuffer<>(settings, events, time);
    buffer.add(records(5, 1_000_000));

    assertThat(buffer.isReady()).as("the payload limit ends the window").isTrue();
    List<KinesisRecord> batch = buffer.take();

    assertThat(batch).as("a megabyte is 1.33 in Base64").hasSize(4);
    assertThat(events.event(batch).length).isLessThanOrEqualTo(Invoker.PAYLOAD_LIMIT);
    assertThat(buffer.take()).hasSize(1);
  }

  @Test
  void eventOfExactlyThePayloadLimitIsOneBatch() {
    StreamMappingSettings settings = settings().build();
    KinesisEventJson events = new KinesisEventJson(TestSettings.ARNS, InMemoryStream.SHARD);
    KinesisRecord half = record(2_358_900);
    int left = Invoker.PAYLOAD_LIMIT - events.event(List.of(half, record(0))).length;
    // Base64 grows by 4 characters for 3 bytes, a partition key by 1.
    String key = "k".repeat(1 + left % 4);
    int bytes = left / 4 * 3;

    assertThat(taken(settings, half, new KinesisRecord("1", key, new byte[bytes], Harness.START)))
        .hasSize(2);
    assertThat(
            taken(
                settings, half, new KinesisRecord("1", key + "k", new byte[bytes], Harness.START)))
        .hasSize(1);
  }

  @Test
  void recordLargerThanThePayloadLimitGoesAlone() {
    BatchBuffer<KinesisRecord> buffer = buffer(settings());
    buffer.add(records(2, 6_000_000));

    assertThat(buffer.take()).hasSize(1);
  }

  private List<KinesisRecord> taken(StreamMappingSettings settings, KinesisRecord... records) {
    KinesisEventJson events = new KinesisEventJson(TestSettings.ARNS, InMemoryStream.SHARD);
    BatchBuffer<KinesisRecord> buffer = new BatchBuffer<>(settings, events, time);
    buffer.add(List.of(records));
    return buffer.take();
  }

  private BatchBuffer<KinesisRecord> buffer(TestSettings settings) {
    StreamMappingSettings built = settings.build();
    return new BatchBuffer<>(
        built, new KinesisEventJson(TestSettings.ARNS, InMemoryStream.SHARD), time);
  }

  private static List<KinesisRecord> records(int count, int bytes) {
    return Collections.nCopies(count, record(bytes));
  }

  private static KinesisRecord record(int bytes) {
    return new KinesisRecord("1", "k", new byte[bytes], Harness.START);
  }
}
