package pagestream.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
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
  private static final String ALL_DONE = "{\"batchItemFailures\":[]}";
  private static final Origin ORIGIN = PortSamples.origin(1);

  private final List<Integer> handled = new ArrayList<>();
  private final InMemoryFailures failures = new InMemoryFailures();
  private int faultyBatch = -1;

  /// What the function answers to an event of these records.
  private String consume(int remainingMillis, String... records) throws IOException {
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
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    String event = "{\"Records\": [%s]}".formatted(String.join(", ", records));
    KinesisEvents.consume(
        new ByteArrayInputStream(event.getBytes(UTF_8)),
        answer,
        new CallTime().begin(LambdaJson.context(remainingMillis)),
        consumer);
    return answer.toString(UTF_8);
  }

  private static String batch(int number) {
    return record(1, number, BatchCodec.ROWS.encode(new Batch<>(ORIGIN, number, 0, List.of())));
  }

  private static String record(int shard, int sequenceNumber, byte[] data) {
    return """
    {"eventID": "shardId-00000000000%d:%d", "eventSource": "aws:kinesis",
     "kinesis": {"sequenceNumber": "%d", "data": "%s"}}
    """
        .formatted(shard, sequenceNumber, sequenceNumber, Base64.getEncoder().encodeToString(data));
  }

  @Test
  void anEventsRecordsAreConsumedInOrder() throws IOException {
    assertThat(consume(60_000, batch(3), batch(1), batch(2))).isEqualTo(ALL_DONE);
    assertThat(handled).containsExactly(3, 1, 2);
  }

  @Test
  void theFirstRecordThatMustBeRedeliveredIsAnswered() throws IOException {
    faultyBatch = 2;

    assertThat(consume(60_000, batch(1), batch(2), batch(3)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
    assertThat(handled).containsExactly(1, 3);
  }

  @Test
  void aRecordThatIsNoBatchIsKeptByItsShardAndSequenceNumber() throws IOException {
    assertThat(consume(60_000, record(7, 4959, "poison".getBytes(UTF_8)), batch(1)))
        .isEqualTo(ALL_DONE);
    assertThat(handled).containsExactly(1);
    assertThat(failures.kept())
        .extracting(Failure::id)
        .containsExactly("processor-shardId-000000000007-4959");
    assertThat(failures.kept().getFirst().payload().bytes()).asString(UTF_8).isEqualTo("poison");
  }

  @Test
  void timeIsLeftForTheAnswer() throws IOException {
    assertThat(consume(1_900, batch(1), batch(2)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}");
    assertThat(handled).isEmpty();
  }

  @Test
  void theDeadlineIsTheFunctionsRemainingTime() {
    assertThat(KinesisEvents.deadline(LambdaJson.context(60_000)).left().toSeconds())
        .isBetween(55L, 60L);
    assertThat(KinesisEvents.deadline(LambdaJson.context(0)).passed()).isTrue();
  }
}
