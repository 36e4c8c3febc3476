package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.emulator.mapping.TestSettings.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ranges of docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html.
class StreamMappingSettingsTest {
  @Test
  void defaultsOfAwsAreValid() {
    assertThatCode(() -> settings().build()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_001})
  void batchSizeIsFromOneToTenThousand(int size) {
    assertThatThrownBy(() -> settings().batchSize(size).build())
        .hasMessage("BatchSize: expected a number from 1 to 10000, found %d", size);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 301})
  void batchWindowIsAtMostFiveMinutes(int seconds) {
    assertThatThrownBy(() -> settings().batchWindow(seconds).build())
        .hasMessageStartingWith("MaximumBatchingWindowInSeconds: expected a number from 0 to 300");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 10_001})
  void retriesAreUnlimitedOrAtMostTenThousand(int retries) {
    assertThatThrownBy(() -> settings().maxRetries(retries).build())
        .hasMessageStartingWith("MaximumRetryAttempts: expected a number from -1 to 10000");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 0, 59, 604_801})
  void recordAgeIsUnlimitedOrFromAMinuteToAWeek(int seconds) {
    assertThatThrownBy(() -> settings().maxAge(seconds).build())
        .hasMessageStartingWith("MaximumRecordAgeInSeconds: expected a number from 60 to 604800");
  }
}
