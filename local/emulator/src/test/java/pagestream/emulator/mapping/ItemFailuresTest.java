package pagestream.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.emulator.lambda.InvocationResult;
import pagestream.emulator.mapping.BatchOutcome.Failure;
import pagestream.emulator.mapping.BatchOutcome.PartialFailure;
import pagestream.emulator.mapping.BatchOutcome.Success;

/// The success and failure conditions of
/// docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html, which are
/// those of services-sqs-errorhandling.html too.
class ItemFailuresTest {
  private static final List<String> NUMBERS = List.of("99", "100", "101");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}",
        "{}",
        "null",
        "",
        "\"\"",
        "[]"
      })
  void emptyOrNullListsAndAnswersAreASuccess(String answer) {
    assertThat(read(answer)).isEqualTo(new Success());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":100}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"4711\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifer\":\"100\"}]}",
        "{\"batchItemFailures\":[{}]}",
        "{\"batchItemFailures\":[null]}",
        "{\"batchItemFailures\":[\"100\"]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"100\"},{\"itemIdentifier\":\"4711\"}]}",
        "{\"batchItemFailures\":{\"itemIdentifier\":\"100\"}}"
      })
  void itemIdentifierThatNamesNothingOfTheBatchFailsTheWholeBatch(String answer) {
    assertThat(read(answer)).isEqualTo(new Failure(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "not json", "{} {}", "\"done\"", "7", "[1]"})
  void answerOfAnotherFormFailsTheWholeBatch(String answer) {
    assertThat(read(answer)).isEqualTo(new Failure(false));
  }

  @Test
  void misspeltOuterKeyIsASuccess() {
    assertThat(read("{\"batchItemFailure\":[{\"itemIdentifier\":\"100\"}]}"))
        .isEqualTo(new Success());
  }

  @Test
  void reportedItemsAreNamedOnceWhateverTheirPlaceInTheAnswer() {
    assertThat(read(reportOf("101", "100"))).isEqualTo(new PartialFailure(Set.of("100", "101")));
    assertThat(read(reportOf("100", "100"))).isEqualTo(new PartialFailure(Set.of("100")));
  }

  @Test
  void answerIsIgnoredUnlessReportBatchItemFailuresIsConfigured() {
    InvocationResult answer = Harness.failuresOf("100");

    assertThat(BatchOutcome.of(answer, false, NUMBERS)).isEqualTo(new Success());
    assertThat(BatchOutcome.of(answer, true, NUMBERS)).isEqualTo(new PartialFailure(Set.of("100")));
  }

  private static String reportOf(String first, String second) {
    return "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"},{\"itemIdentifier\":\"%s\"}]}"
        .formatted(first, second);
  }

  private static BatchOutcome read(String answer) {
    return ItemFailures.read(answer.getBytes(UTF_8), NUMBERS);
  }
}
