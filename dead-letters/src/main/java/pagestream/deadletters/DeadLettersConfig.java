package pagestream.deadletters;

import java.util.Map;
import pagestream.config.Settings;

/// What the dead-letters function is told by its environment.
record DeadLettersConfig(String rawStream, String cleanStream, String errorTable, String runTable) {

  static DeadLettersConfig from(Map<String, String> env) {
    Settings settings = new Settings(env);
    DeadLettersConfig config =
        new DeadLettersConfig(
            settings.text("PROCESS_DATA_STREAM_NAME"),
            settings.text("WRITE_DATA_STREAM_NAME"),
            settings.text("ERROR_TABLE_NAME"),
            settings.text("RUN_TABLE_NAME"));
    settings.check();
    return config;
  }
}
