package pagestream.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.config.Settings;

class DeadLettersConfigTest {
  @Test
  void readsTheNamesOfItsResources() {
    assertThat(
            DeadLettersConfig.from(
                Map.of(
                    "PROCESS_DATA_STREAM_NAME", "raw",
                    "WRITE_DATA_STREAM_NAME", "clean",
                    "ERROR_TABLE_NAME", "error-x",
                    "RUN_TABLE_NAME", "run-x")))
        .isEqualTo(new DeadLettersConfig("raw", "clean", "error-x", "run-x"));
  }

  @Test
  void namesEverythingThatIsMissingAtOnce() {
    assertThatThrownBy(() -> DeadLettersConfig.from(Map.of("ERROR_TABLE_NAME", "error-x")))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessageContaining("PROCESS_DATA_STREAM_NAME: expected a value, found none")
        .hasMessageContaining("WRITE_DATA_STREAM_NAME: expected a value, found none")
        .hasMessageContaining("RUN_TABLE_NAME: expected a value, found none");
  }
}
