package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagestream.encoding.Json;
import pagestream.memory.InMemoryFailures;
import pagestream.memory.InMemoryRuns;
import pagestream.memory.PortSamples;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Failure;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Row;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.TransientException;

class KinesisEventsTest {
  private static final Origin ORIGIN = PortSamples.origin(1);

  private final List<Integer> handled = new ArrayList<>();
  private final InMemoryFailures failures = new InMemoryFailures();
  private int faultyBatch = -1;

  private StreamsEventResponse consume(
      int remainingMillis, KinesisEvent.KinesisEventRecord... records) {
    KinesisEvent event = new KinesisEvent();
    event.setRecords(Arrays.asList(records));
    StreamConsumer<Row> consumer =
        new StreamConsumer<>(
            BatchCodec.ROWS,
            (batch, deadline) -> {
              if (batch.number() == faultyBatch) {
                throw new TransientException("throttled");
              }
              handled.add(batch.number());
            },
            new FailedBatches<>(
                Stage.PROCESSOR,
                BatchCodec.ROWS,
                failures,
                new InMemoryRuns(() -> Instant.EPOCH),
                () -> Instant.EPOCH),
            new KeepingLog());
    return KinesisEvents.consume(
        event, new CallTime().begin(LambdaJson.context(remainingMillis)), consumer);
  }

  private static KinesisEvent.KinesisEventRecord batch(int number) {
    return record(
        "shardId-000000000001:" + number,
        Integer.toString(number),
        ByteBuffer.wrap(BatchCodec.ROWS.encode(new Batch<>(ORIGIN, number, 0, List.of()))));
  }

  private static KinesisEvent.KinesisEventRecord record(
      String eventId, String sequenceNumber, ByteBuffer data) {
    KinesisEvent.Record kinesis = new KinesisEvent.Record();
    kinesis.setSequenceNumber(sequenceNumber);
    kinesis.setData(data);
    KinesisEvent.KinesisEventRecord record = new KinesisEvent.KinesisEventRecord();
    record.setEventID(eventId);
    record.setKinesis(kinesis);
    return record;
  }

  @Test
  void anEventsRecordsAreConsumedInOrder() throws Exception {
    StreamsEventResponse response = consume(60_000, batch(3), batch(1), batch(2));

    assertThat(handled).containsExactly(3, 1, 2);
    assertThat(Json.MAPPER.writeValueAsString(response)).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void theFirstRecordThatMustBeRedeliveredIsAnswered() throws Exception {
    faultyBatch = 2;

    StreamsEventResponse response = consume(60_000, batch(1), batch(2), batch(3));

    assertThat(handled).containsExactly(1, 3);
    assertThat(Json.MAPPER.writeValueAsString(response))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
  }

  @Test
  void aRecordThatIsNoBatchIsKeptByItsShardAndSequenceNumber() {
    ByteBuffer data = ByteBuffer.wrap("poison".getBytes(StandardCharsets.UTF_8));

    StreamsEventResponse response =
        consume(60_000, record("shardId-000000000007:4959", "4959", data), batch(1));

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(handled).containsExactly(1);
    assertThat(failures.kept())
        .extracting(Failure::id)
        .containsExactly("processor-shardId-000000000007-4959");
    assertThat(failures.kept().getFirst().payload().bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("poison");
  }

  @Test
  void aBufferIsReadWithinItsBoundsAndLeftAsItWas() {
    ByteBuffer data =
        ByteBuffer.wrap("before poison after".getBytes(StandardCharsets.UTF_8))
            .position(7)
            .limit(13);

    consume(60_000, record("shard:1", "1", data.asReadOnlyBuffer()));
    consume(60_000, record("shard:2", "2", data));

    assertThat(data.remaining()).isEqualTo(6);
    assertThat(failures.kept())
        .hasSize(2)
        .allSatisfy(failure ->
            assertThat(failure.payload().bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("poison"));
  }

  @Test
  void timeIsLeftForTheAnswer() {
    StreamsEventResponse response = consume(1_900, batch(1), batch(2));

    assertThat(handled).isEmpty();
    assertThat(response.getBatchItemFailures())
        .extracting(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
        .containsExactly("1");
  }

  @Test
  void theDeadlineIsTheFunctionsRemainingTime() {
    assertThat(KinesisEvents.deadline(LambdaJson.context(60_000)).left().toSeconds())
        .isBetween(55L, 60L);
    assertThat(KinesisEvents.deadline(LambdaJson.context(0)).passed()).isTrue();
  }
}
