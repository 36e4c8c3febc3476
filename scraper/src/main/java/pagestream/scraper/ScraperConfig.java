package pagestream.scraper;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.catalog.Source;
import pagestream.catalog.Sources;
import pagestream.config.Settings;
import pagestream.extraction.Extractor;

/// What the scraper is told by its environment.
///
/// @param maxPageBytes what a page may have, unpacked
record ScraperConfig(
    Recipes recipes,
    Sources sources,
    String stream,
    String errorTable,
    String runTable,
    int maxPageBytes) {

  static ScraperConfig from(Map<String, String> env) {
    Settings settings = new Settings(env);
    Recipes recipes =
        Recipes.inFolderOrPacked(settings.text("RECIPES_DIR", "")).checkedBy(Extractor::mistakes);
    Optional<URI> url = settings.parsed("SCRAP_URL", HttpAddress::parse);
    Optional<Recipe> recipe = settings.parsed("RECIPE", recipes::get);
    Optional<Sources> sources =
        settings.parsed(
            "SOURCES_DIR",
            "packed",
            folder ->
                Sources.inFolderOrPacked(
                    folder.equals("packed") ? "" : folder, usual(recipe, url), recipes));
    String stream = settings.text("PROCESS_DATA_STREAM_NAME");
    String errorTable = settings.text("ERROR_TABLE_NAME");
    String runTable = settings.text("RUN_TABLE_NAME");
    int maxPageBytes = settings.positive("MAX_PAGE_BYTES", 16 << 20, 64 << 20);
    settings.check();
    return new ScraperConfig(
        recipes, sources.orElseThrow(), stream, errorTable, runTable, maxPageBytes);
  }
}
