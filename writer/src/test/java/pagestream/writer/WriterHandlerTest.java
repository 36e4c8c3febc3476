package pagestream.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.writer.Samples.batch;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import pagestream.aws.CallTime;
import pagestream.aws.LambdaJson;
import pagestream.memory.Faults.Fault;
import pagestream.pipeline.BatchCodec;
import pagestream.pipeline.FailedBatches;
import pagestream.pipeline.Failure;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Stage;
import pagestream.pipeline.StreamConsumer;

class WriterHandlerTest {
  private static final String FIRST = "49590338271490256608559692538361571095921575989136588898";
  private static final String SECOND = "49590338271490256608559692540925702759324208523137515618";

  private final TestTables tables = new TestTables(InstantSource.system());
  private final InstantSource clock = InstantSource.system();
  private final WriterHandler handler =
      new WriterHandler(
          new StreamConsumer<>(
              BatchCodec.RECORDS,
              tables.writer(clock),
              new FailedBatches<>(
                  Stage.WRITER, BatchCodec.RECORDS, tables.failures, tables.runs, clock),
              Samples.NO_LOG),
          new CallTime());

  @Test
  void storesTheBatchesOfAnEvent() throws IOException {
    assertThat(handle(packed("run1", "tt1=A"), packed("run2", "tt2=B"), 60_000))
        .isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(tables.items("tt1", "tt2")).hasSize(2);
    assertThat(tables.outcomes()).containsOnlyKeys("run1-page/0", "run2-page/0");
  }

  @Test
  void answersWithTheFirstRecordToBeRedelivered() throws IOException {
    tables.faulty.put("put", Fault.BEFORE);

    assertThat(handle(packed("run1", "tt1=A"), packed("run2", "tt2=B"), 60_000))
        .isEqualTo(failures(FIRST));
    assertThat(tables.outcomes()).isEmpty();
  }

  @Test
  void hasNoRecordRedeliveredThatIsDone() throws IOException {
    tables.race = () -> tables.race = () -> tables.faulty.put("put", Fault.BEFORE);

    assertThat(handle(packed("run1", "tt1=A"), packed("run2", "tt2=B"), 60_000))
        .isEqualTo(failures(SECOND));
    assertThat(tables.outcomes()).containsOnlyKeys("run1-page/0");
  }

  @Test
  void goesOnAfterAStreamRecordThatIsNoBatch() throws IOException {
    byte[] hello = "Hello, this is a test.".getBytes(UTF_8);

    assertThat(handle(hello, packed("run1", "tt1=A"), 60_000))
        .isEqualTo("{\"batchItemFailures\":[]}");
    Failure failure = tables.kept().get("writer-shardId-000000000006-" + FIRST);
    assertThat(failure.reason()).isEqualTo(Reason.BATCH_UNREADABLE);
    assertThat(failure.payload().bytes()).isEqualTo(hello);
    assertThat(tables.items("tt1")).hasSize(1);
  }

  @Test
  void hasABrokenStreamRecordRedeliveredThatCannotBeKept() throws IOException {
    tables.faulty.put("keep", Fault.BEFORE);

    assertThat(handle(new byte[] {1}, packed("run1", "tt1=A"), 60_000)).isEqualTo(failures(FIRST));
    assertThat(tables.calls)
        .as("the next one goes on")
        .containsExactly("keep", "isOlderRunOpen", "versions", "put", "add");
  }

  @Test
  void startsNothingWhenTooLittleTimeIsLeft() throws IOException {
    assertThat(handle(packed("run1", "tt1=A"), packed("run2", "tt2=B"), 1_000))
        .isEqualTo(failures(FIRST));
    assertThat(tables.calls).isEmpty();
  }

  @Test
  void startsNoBatchThatMightNotEndInTime() throws IOException {
    int enough = (int) CallTime.RESERVE.plus(WriterHandler.LONGEST_BATCH).toMillis();

    assertThat(handle(packed("run1", "tt1=A"), packed("run2", "tt2=B"), enough - 1))
        .isEqualTo(failures(FIRST));
    assertThat(tables.calls).isEmpty();

    assertThat(handle(packed("run1", "tt1=A"), packed("run2", "tt2=B"), enough + 5_000))
        .isEqualTo("{\"batchItemFailures\":[]}");
  }

  private static String failures(String sequenceNumber) {
    return "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + sequenceNumber + "\"}]}";
  }

  private static byte[] packed(String run, String record) {
    return BatchCodec.RECORDS.encode(batch(run, record));
  }

  /// AWS's sample event, with other data in its two records.
  private String handle(byte[] first, byte[] second, int millisLeft) throws IOException {
    try (InputStream sample = WriterHandlerTest.class.getResourceAsStream("kinesis-event.json")) {
      String event =
          new String(sample.readAllBytes(), UTF_8)
              .replace("SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==", base64(first))
              .replace("VGhpcyBpcyBvbmx5IGEgdGVzdC4=", base64(second));
      return LambdaJson.handle(handler, event, millisLeft);
    }
  }

  private static String base64(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }
}
