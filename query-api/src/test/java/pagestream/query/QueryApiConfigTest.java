package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.config.Settings;

class QueryApiConfigTest {
  private static final Map<String, String> WHOLE =
      Map.of(
          "RECIPE", "movies",
          "SCRAP_URL", "https://movies.example/",
          "MOVIES_TABLE_NAME", "movie-x",
          "ERROR_TABLE_NAME", "error-x",
          "RUN_TABLE_NAME", "run-x");

  @Test
  void theEnvironmentNamesTablesAndRecipe() {
    QueryApiConfig config = QueryApiConfig.from(WHOLE);

    assertThat(config.catalog().sources().defaultSource().recipe()).isEqualTo("movies");
    assertThat(config.recordTable()).isEqualTo("movie-x");
    assertThat(config.errorTable()).isEqualTo("error-x");
    assertThat(config.runTable()).isEqualTo("run-x");
    assertThat(config.engine()).isEqualTo("aws");
  }

  @Test
  void theHostSaysWhichEngineItHas() {
    Map<String, String> env = new HashMap<>(WHOLE);
    env.put("ENGINE", "embedded");

    assertThat(QueryApiConfig.from(env).engine()).isEqualTo("embedded");
  }

  @Test
  void everythingMissingIsToldAtOnce() {
    assertThatThrownBy(() -> QueryApiConfig.from(Map.of()))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessage(
            """
            RECIPE: expected a value, found none
            SCRAP_URL: expected a value, found none
            MOVIES_TABLE_NAME: expected a value, found none
            ERROR_TABLE_NAME: expected a value, found none
            RUN_TABLE_NAME: expected a value, found none\
            """);
  }

  @Test
  void anUnknownRecipeIsNamed() {
    Map<String, String> env = new HashMap<>(WHOLE);
    env.put("RECIPE", "nobody");

    assertThatThrownBy(() -> QueryApiConfig.from(env))
        .isInstanceOf(Settings.SettingsException.class)
        .hasMessageContaining(
            "RECIPE: expected the name of a file recipes/NAME.yml, found \"nobody\"");
  }
}
