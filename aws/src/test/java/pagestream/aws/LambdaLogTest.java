package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.config.Settings;

class LambdaLogTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "unset",
      value = {
        "DEBUG, dig tell cry",
        "INFO, tell cry",
        "WARN, cry",
        "unset, tell cry",
        "' INFO ', tell cry",
        "'', tell cry"
      })
  void whatLiesBelowTheLevelIsNotLogged(String level, String expected) {
    assertThat(logged(level == null ? Map.of() : Map.of("LOG_LEVEL", level))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "TRACE", "LOUD"})
  void aWrongLevelIsNamed(String level) {
    assertThatThrownBy(() -> LambdaLog.from(Map.of("LOG_LEVEL", level)))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessage("LOG_LEVEL: expected DEBUG, INFO or WARN, found \"" + level + "\"");
  }

  /// Outside of Lambda its log writes to the standard output.
  private static String logged(Map<String, String> env) {
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      LambdaLog log = LambdaLog.from(env);
      log.debug("dig ");
      log.info("tell ");
      log.warn("cry ");
    } finally {
      System.setOut(out);
    }
    return written.toString(StandardCharsets.UTF_8).strip();
  }
}
