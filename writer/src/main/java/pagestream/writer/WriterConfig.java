package pagestream.writer;

import java.util.Map;
import pagestream.config.Settings;

/// What the writer is told by its environment.
record WriterConfig(String recordTable, String errorTable, String runTable) {

  static WriterConfig from(Map<String, String> env) {
    Settings settings = new Settings(env);
    WriterConfig config =
        new WriterConfig(
            settings.text("MOVIES_TABLE_NAME"),
            settings.text("ERROR_TABLE_NAME"),
            settings.text("RUN_TABLE_NAME"));
    settings.check();
    return config;
  }
}
