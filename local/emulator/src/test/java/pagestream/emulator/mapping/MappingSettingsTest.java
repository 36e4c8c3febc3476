package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagestream.emulator.mapping.TestSettings.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ranges of docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html.
class MappingSettingsTest {
  @Test
  void defaultsOfAwsAreValid() {
    assertThatCode(() -> settings().build()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_001})
  void batchSizeIsFromOneToTenThousand(int size) {
    assertThatThrownBy(() -> settings().batchSize(size).build())
        .hasMessage("BatchSize must be from 1 to 10000, but is %d: change the setting", size);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 301})
  void batchWindowIsAtMostFiveMinutes(int seconds) {
    assertThatThrownBy(() -> settings().batchWindow(seconds).build())
        .hasMessageStartingWith("MaximumBatchingWindowInSeconds must be from 0 to 300");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 10_001})
  void retriesAreUnlimitedOrAtMostTenThousand(int retries) {
    assertThatThrownBy(() -> settings().maxRetries(retries).build())
        .hasMessageStartingWith("MaximumRetryAttempts must be from -1 to 10000");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 0, 59, 604_801})
  void recordAgeIsUnlimitedOrFromAMinuteToAWeek(int seconds) {
    assertThatThrownBy(() -> settings().maxAge(seconds).build())
        .hasMessageStartingWith("MaximumRecordAgeInSeconds must be from 60 to 604800");
  }

  @Test
  void regionIsThatOfTheStream() {
    assertThat(settings().build().region()).isEqualTo("us-east-2");
  }
}
