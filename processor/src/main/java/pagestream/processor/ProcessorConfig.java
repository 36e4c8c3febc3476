package pagestream.processor;

import java.util.Map;
import pagestream.catalog.Recipes;
import pagestream.config.Settings;

/// What the processor is told by its environment.
record ProcessorConfig(Recipes recipes, String stream, String errorTable, String runTable) {

  static ProcessorConfig from(Map<String, String> env) {
    Settings settings = new Settings(env);
    ProcessorConfig config =
        new ProcessorConfig(
            Recipes.inFolderOrPackaged(settings.text("RECIPES_DIR", "")),
            settings.text("WRITE_DATA_STREAM_NAME"),
            settings.text("ERROR_TABLE_NAME"),
            settings.text("RUN_TABLE_NAME"));
    settings.check();
    return config;
  }
}
