package pagestream.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.config.Settings.SettingsException;

class WriterConfigTest {

  @Test
  void readsTheTablesNames() {
    assertThat(
            WriterConfig.from(
                Map.of(
                    "MOVIES_TABLE_NAME", "movie-x",
                    "ERROR_TABLE_NAME", "error-x",
                    "RUN_TABLE_NAME", " run-x ")))
        .isEqualTo(new WriterConfig("movie-x", "error-x", "run-x"));
  }

  @Test
  void namesEveryMissingVariableAtOnce() {
    assertThatThrownBy(() -> WriterConfig.from(Map.of("ERROR_TABLE_NAME", " ")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("MOVIES_TABLE_NAME", "ERROR_TABLE_NAME", "RUN_TABLE_NAME");
  }
}
