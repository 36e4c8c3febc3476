package pagestream.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.aws.CallTime;
import pagestream.aws.LambdaJson;
import pagestream.memory.InMemoryRuns;
import pagestream.pipeline.Batch;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Failures;
import pagestream.pipeline.KeepingLog;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Row;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamConsumer;
import pagestream.pipeline.TransientException;

/// The handler between AWS's own serialisation of its event and of its answer.
class ProcessorHandlerTest {
  private static final String FIRST = "49590338271490256608559692538361571095921575989136588898";
  private static final String SECOND = "49590338271490256608559692540925702759324208523137515618";
  private static final String FIRST_DATA = "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==";
  private static final String SECOND_DATA = "VGhpcyBpcyBvbmx5IGEgdGVzdC4=";
  private static final String ALL_DONE = "{\"batchItemFailures\":[]}";

  private final List<Integer> handled = new ArrayList<>();
  private final List<Failure> kept = new ArrayList<>();
  private String event = "";

  /// The sample event of AWS's developer guide.
  @BeforeEach
  void readSample() throws IOException {
    try (InputStream sample = getClass().getResourceAsStream("kinesis-event.json")) {
      event = new String(sample.readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatIsNoBatchIsKeptUnderItsShardAndSequenceNumber() throws IOException {
    assertThat(answer(event, kept::addAll)).isEqualTo(ALL_DONE);
    assertThat(kept)
        .map(Failure::id)
        .containsExactly(
            "processor-shardId-000000000006-" + FIRST, "processor-shardId-000000000006-" + SECOND);
    assertThat(new String(kept.getFirst().payload().bytes(), UTF_8))
        .isEqualTo("Hello, this is a test.");
  }

  @Test
  void batchesAreHandledInOrder() throws IOException {
    String batches =
        event.replace(FIRST_DATA, base64(batch(0))).replace(SECOND_DATA, base64(batch(1)));

    assertThat(answer(batches, kept::addAll)).isEqualTo(ALL_DONE);
    assertThat(handled).containsExactly(0, 1);
    assertThat(kept).isEmpty();
  }

  @Test
  void aFaultIsAnsweredWithTheSequenceNumberFromWhichOnToSendAgain() throws IOException {
    String poisonSecond = event.replace(FIRST_DATA, base64(batch(0)));
    Failures broken =
        failures -> {
          throw new TransientException("the error table is away");
        };

    assertThat(answer(poisonSecond, broken))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + SECOND + "\"}]}");
    assertThat(handled).containsExactly(0);
  }

  @Test
  void withoutTimeLeftEverythingIsRedelivered() throws IOException {
    assertThat(answer(event, kept::addAll, 1_500))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + FIRST + "\"}]}");
    assertThat(kept).isEmpty();
  }

  @Test
  void anEventWithoutRecordsIsDone() throws IOException {
    assertThat(answer("{\"Records\": []}", kept::addAll)).isEqualTo(ALL_DONE);
  }

  private String answer(String json, Failures failures) throws IOException {
    return answer(json, failures, 60_000);
  }

  private String answer(String json, Failures failures, int millisLeft) throws IOException {
    ProcessorHandler handler =
        new ProcessorHandler(
            new StreamConsumer<>(
                BatchCodec.ROWS,
                (batch, deadline) -> handled.add(batch.number()),
                new FailedBatches<>(
                    Stage.PROCESSOR,
                    BatchCodec.ROWS,
                    failures,
                    new InMemoryRuns(() -> Instant.EPOCH),
                    () -> Instant.EPOCH),
                new KeepingLog()),
            new CallTime());
    return LambdaJson.handle(handler, json, millisLeft);
  }

  /// A context that knows the time left and nothing else.
  private static String base64(Batch<Row> batch) {
    return Base64.getEncoder().encodeToString(BatchCodec.ROWS.encode(batch));
  }

  private static Batch<Row> batch(int number) {
    Origin origin = Origins.of(Map.of("run", "01J"));
    return new Batch<>(origin, number, 1, List.of(new Row(number, Map.of("id", "tt" + number))));
  }
}
