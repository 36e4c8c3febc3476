package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.emulator.mapping.Harness.failuresOf;
import static pagestream.emulator.mapping.Harness.functionError;
import static pagestream.emulator.mapping.Harness.success;
import static pagestream.emulator.mapping.TestSettings.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Batches that are retried in part: reported item failures and bisecting, of
/// docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html.
class BatchDeliverySplitTest {
  private static final List<String> ABC = List.of("a", "b", "c");

  private final Harness harness = new Harness();

  @Test
  void withoutReportingAnAnswerThatNamesFailuresIsASuccess() {
    harness.function = _ -> failuresOf("102");

    harness.run(settings(), "a", "b", "c");

    assertThat(harness.invocations).containsExactly(ABC);
  }

  @Test
  void reportedFailuresRetryFromTheLowestSequenceNumber() {
    harness.function =
        _ -> harness.invocations.size() == 1 ? failuresOf("103", "102") : success("{}");

    harness.run(settings().reporting(), "a", "b", "c");

    assertThat(harness.invocations).containsExactly(ABC, List.of("b", "c"));
  }

  @Test
  void sequenceNumbersAreNotComparedAsText() {
    String[] words =
        IntStream.rangeClosed(101, 1000).mapToObj(String::valueOf).toArray(String[]::new);
    harness.function =
        _ -> harness.invocations.size() == 1 ? failuresOf("1000", "999") : success("{}");

    harness.run(settings().batchSize(1000).reporting(), words);

    assertThat(harness.invocations.getLast()).containsExactly("999", "1000");
  }

  @Test
  void reportedFailureIsTheCheckpoint() {
    harness.function = _ -> failuresOf("102");
    harness.time.onPause(harness.time::stop);

    harness.run(settings().reporting(), "a", "b", "c");

    assertThat(harness.checkpoint()).isEqualTo("AT_SEQUENCE_NUMBER:102");
  }

  @Test
  void malformedReportRetriesTheWholeBatch() {
    harness.function = _ -> harness.invocations.size() == 1 ? failuresOf("") : success("{}");

    harness.run(settings().reporting(), "a", "b", "c");

    assertThat(harness.invocations).containsExactly(ABC, ABC);
  }

  /// As LocalStack's recording of AWS shows: batch size 3, 3 retries, the last record fails, which
  /// is then sent 5 times and recorded with 4 invocations.
  @Test
  void retryQuotaBeginsAnewWhenTheCheckpointMovesIntoTheBatch() {
    harness.function = _ -> failuresOf("103");

    harness.run(settings().reporting().maxRetries(3), "a", "b", "c");

    List<String> c = List.of("c");
    assertThat(harness.invocations).containsExactly(ABC, c, c, c, c);
    assertThat(at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(4);
    assertThat(at("/responseContext/functionError").isNull()).isTrue();
  }

  @Test
  void exhaustedReportDiscardsAllRecordsFromTheCheckpoint() {
    harness.function = words -> words.contains("b") ? failuresOf("102") : success("");

    harness.run(settings().reporting().maxRetries(1).batchSize(3), "a", "b", "c", "d");

    assertThat(harness.invocations)
        .containsExactly(ABC, List.of("b", "c"), List.of("b", "c"), List.of("d"));
    assertThat(at("/KinesisBatchInfo/batchSize").intValue()).isEqualTo(2);
  }

  @Test
  void bisectingIsolatesTheRecordThatFailsAndKeepsTheOrder() {
    harness.function = words -> words.contains("c") ? functionError() : success("null");

    harness.run(settings().bisecting().maxRetries(1), "a", "b", "c", "d");

    assertThat(harness.invocations)
        .containsExactly(
            List.of("a", "b", "c", "d"),
            List.of("a", "b"),
            List.of("c", "d"),
            List.of("c"),
            List.of("c"),
            List.of("d"));
    assertThat(at("/KinesisBatchInfo/startSequenceNumber").textValue()).isEqualTo("103");
    assertThat(at("/KinesisBatchInfo/batchSize").intValue()).isEqualTo(1);
  }

  @Test
  void splittingABatchUsesUpNoRetry() {
    harness.function = words -> words.contains("a") ? functionError() : success("null");

    harness.run(settings().bisecting().maxRetries(0), "a", "b", "c", "d");

    assertThat(harness.invocations)
        .containsExactly(
            List.of("a", "b", "c", "d"),
            List.of("a", "b"),
            List.of("a"),
            List.of("b"),
            List.of("c", "d"));
    assertThat(at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(1);
  }

  @Test
  void functionErrorIsBisectedWhateverTheReportSetting() {
    harness.function = words -> words.size() > 1 ? functionError() : success("{}");

    harness.run(settings().bisecting().reporting(), "a", "b");

    assertThat(harness.invocations).containsExactly(List.of("a", "b"), List.of("a"), List.of("b"));
  }

  @Test
  void reportIsBisectedAtTheReturnedSequenceNumberAndOnlyTheRestIsRetried() {
    harness.function = _ -> harness.invocations.size() == 1 ? failuresOf("103") : success("{}");

    harness.run(settings().bisecting().reporting(), "a", "b", "c", "d", "e");

    assertThat(harness.invocations)
        .containsExactly(List.of("a", "b", "c", "d", "e"), List.of("c", "d", "e"));
  }

  @Test
  void reportOfTheFirstRecordIsBisectedInHalvesSoThatOnlyThatRecordIsDiscarded() {
    harness.function = words -> words.contains("b") ? failuresOf("102") : success("{}");

    harness.run(settings().bisecting().reporting().maxRetries(1), "a", "b", "c");

    assertThat(harness.invocations)
        .containsExactly(ABC, List.of("b", "c"), List.of("b"), List.of("b"), List.of("c"));
    assertThat(at("/KinesisBatchInfo/batchSize").intValue()).isEqualTo(1);
  }

  private JsonNode at(String pointer) {
    assertThat(harness.discarded).hasSize(1);
    return harness.discarded.getFirst().at(pointer);
  }
}
