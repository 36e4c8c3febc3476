package pagestream.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.catalog.Catalog;
import pagestream.config.Settings;

/// What the query API is told by its environment.
///
/// @param engine what stands behind it, as `/health` says: `aws`, or the local host's word
record QueryApiConfig(
    Catalog catalog, String recordTable, String errorTable, String runTable, String engine) {

  static QueryApiConfig from(Map<String, String> env) {
    Settings settings = new Settings(env);
    Optional<Catalog> catalog = Catalog.from(settings, recipe -> List.of());
    String recordTable = settings.text("MOVIES_TABLE_NAME");
    String errorTable = settings.text("ERROR_TABLE_NAME");
    String runTable = settings.text("RUN_TABLE_NAME");
    String engine = settings.text("ENGINE", "aws");
    settings.check();
    return new QueryApiConfig(catalog.orElseThrow(), recordTable, errorTable, runTable, engine);
  }
}
