package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.emulator.mapping.QueueHarness.settings;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ranges of docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html.
class QueueMappingSettingsTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "10, 0", "11, 1", "10000, 300"})
  void batchesOfMoreThanTenNeedAWindow(int size, int window) {
    assertThatCode(() -> settings(size, window)).doesNotThrowAnyException();
  }

  @Test
  void aLargeBatchWithoutAWindowIsRefused() {
    assertThatThrownBy(() -> settings(11, 0))
        .hasMessage(
            "BatchSize: expected at most 10 without a MaximumBatchingWindowInSeconds, found 11");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_001})
  void batchSizeIsFromOneToTenThousand(int size) {
    assertThatThrownBy(() -> settings(size, 1))
        .hasMessage("BatchSize: expected a number from 1 to 10000, found %d", size);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 301})
  void batchWindowIsAtMostFiveMinutes(int seconds) {
    assertThatThrownBy(() -> settings(1, seconds))
        .hasMessageStartingWith("MaximumBatchingWindowInSeconds: expected a number from 0 to 300");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1001})
  void concurrencyIsFromTwoToAThousand(int concurrency) {
    assertThatThrownBy(() ->
            new QueueMappingSettings("tasks", Duration.ofSeconds(30), 1, 0, true, concurrency))
        .hasMessage("MaximumConcurrency: expected a number from 2 to 1000, found %d", concurrency);
  }

  @Test
  void messagesStayHiddenForAsLongAsTheFunctionMayRun() {
    QueueMappingSettings settings = settings(1, 0);

    assertThat(settings.forFunction(QueueHarness.VISIBILITY)).isSameAs(settings);
    assertThatThrownBy(() -> settings.forFunction(Duration.ofSeconds(31)))
        .hasMessage(
            "VisibilityTimeout of queue tasks: expected at least the function's timeout of 31 s,"
                + " found 30 s");
  }
}
