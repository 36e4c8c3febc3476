package pagestream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.config.Settings;

class ProcessorConfigTest {
  private static final Map<String, String> WHOLE =
      Map.of(
          "WRITE_DATA_STREAM_NAME", "data-writing-stream-x",
          "ERROR_TABLE_NAME", "error-x",
          "RUN_TABLE_NAME", "run-x");

  @Test
  void readsTheNamesOfItsResources() {
    ProcessorConfig config = ProcessorConfig.from(WHOLE);

    assertThat(config.stream()).isEqualTo("data-writing-stream-x");
    assertThat(config.errorTable()).isEqualTo("error-x");
    assertThat(config.runTable()).isEqualTo("run-x");
    assertThat(config.recipes().find("movies")).isPresent();
  }

  @Test
  void takesTheRecipesOfAFolderWhereOneIsNamed(@TempDir Path folder) throws IOException {
    Files.copy(Path.of("../recipes/movies.yml"), folder.resolve("films.yml"));
    Map<String, String> env = new HashMap<>(WHOLE);
    env.put("RECIPES_DIR", folder.toString());

    ProcessorConfig config = ProcessorConfig.from(env);

    assertThat(config.recipes().find("films")).isPresent();
    assertThat(config.recipes().find("movies")).isEmpty();
  }

  @Test
  void namesEverythingThatIsMissingAtOnce() {
    assertThatThrownBy(() -> ProcessorConfig.from(Map.of("ERROR_TABLE_NAME", " ")))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessageContaining("WRITE_DATA_STREAM_NAME: expected a value, found none")
        .hasMessageContaining("ERROR_TABLE_NAME: expected a value, found none")
        .hasMessageContaining("RUN_TABLE_NAME: expected a value, found none");
  }
}
