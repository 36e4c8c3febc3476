package pagestream.keeper;

import java.util.Map;
import pagestream.pipeline.Settings;

/// What the keeper is told by its environment.
record KeeperConfig(String rawStream, String cleanStream, String errorTable, String runTable) {

  static KeeperConfig from(Map<String, String> env) {
    Settings settings = new Settings(env);
    KeeperConfig config =
        new KeeperConfig(
            settings.text("PROCESS_DATA_STREAM_NAME"),
            settings.text("WRITE_DATA_STREAM_NAME"),
            settings.text("ERROR_TABLE_NAME"),
            settings.text("RUN_TABLE_NAME"));
    settings.check();
    return config;
  }
}
